/** What stands beside the class: one student, or the rail; on a tablet the same in a sheet, and the dock below. */
import { Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { StudentPanel } from "~/features/room/components/student-panel";
import { WhoNextDock } from "~/features/room/components/who-next-dock";
import classes from "./control-centre.module.css";
import { PanelNext } from "./panel-next";
import { Rail } from "./rail";
import type { Centre } from "./use-centre";

const TABLET = "(max-width: 1199px)";

export function useIsTablet(): boolean {
  return useMediaQuery(TABLET);
}

interface BesideProps {
  centre: Centre;
  timeZone?: string;
}

export function Aside({ centre, timeZone }: BesideProps) {
  return (
    <aside
      className={classes.aside}
      data-panel={centre.view.openId !== null || undefined}
      aria-label="Beside the class"
    >
      <PanelOrRail centre={centre} timeZone={timeZone} />
    </aside>
  );
}

export function DockAndSheet({ centre, timeZone }: BesideProps) {
  const { view, moves, goTo } = centre;
  return (
    <>
      <WhoNextDock onGoTo={goTo} onOpenList={() => moves.showTab("next")} />
      <Drawer
        opened={view.openId !== null || view.isSheetOpen}
        onClose={moves.back}
        position="right"
        size={view.openId === null ? 360 : 430}
        withCloseButton={false}
        padding={0}
        title={<span className="visually-hidden">Beside the class</span>}
        classNames={{ header: classes.sheetHeader, body: classes.sheetBody }}
      >
        <PanelOrRail centre={centre} timeZone={timeZone} />
      </Drawer>
    </>
  );
}

function PanelOrRail({ centre, timeZone }: BesideProps) {
  const { view, moves, acts, give, goTo, step } = centre;
  if (view.openId === null) {
    const whoNextActs = {
      goTo,
      open: moves.open,
      assign: moves.assignFor,
      helped: (studentId: string) => void acts.helped(studentId),
    };
    return <Rail view={view} moves={moves} acts={whoNextActs} roomActs={acts} onGive={give} />;
  }
  return (
    <StudentPanel
      studentId={view.openId}
      acts={acts}
      timeZone={timeZone}
      next={<PanelNext studentId={view.openId} onChange={moves.assignFor} />}
      onGoTo={goTo}
      onStep={step}
      onClose={() => moves.open(null)}
    />
  );
}
