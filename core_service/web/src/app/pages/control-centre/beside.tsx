/** What stands beside the class: one student, or the rail; on a tablet the same in a sheet, and the dock below. */
import { Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconLayoutSidebarRightExpand } from "@tabler/icons-react";
import { useAttention } from "~/features/room/attention-provider";
import { StudentPanel } from "~/features/room/components/panel/student-panel";
import { WhoNextDock } from "~/features/room/components/who-next/who-next-dock";
import classes from "./control-centre.module.css";
import { PanelNext } from "./panel-next";
import { Rail } from "./rail";
import type { Centre } from "./use-centre";

const TABLET = "(max-width: 1199px)";
const PHONE = "(max-width: 600px)";

export type Size = "wide" | "tablet" | "phone";

export function useSize(): Size {
  const isTablet = useMediaQuery(TABLET);
  const isPhone = useMediaQuery(PHONE);
  return isPhone ? "phone" : isTablet ? "tablet" : "wide";
}

interface BesideProps {
  centre: Centre;
  timeZone?: string;
}

export function Aside({ centre, timeZone }: BesideProps) {
  const { view, prefs, changePrefs } = centre;
  if (prefs.isRailFolded && view.openId === null && view.tab !== "assign") {
    return <FoldedRail onUnfold={() => changePrefs({ isRailFolded: false })} />;
  }
  return (
    <aside
      className={classes.aside}
      data-panel={view.openId !== null || undefined}
      aria-label="Beside the class"
    >
      <PanelOrRail
        centre={centre}
        timeZone={timeZone}
        onFold={() => changePrefs({ isRailFolded: true })}
      />
    </aside>
  );
}

/** Put away, the lists still say how many hands are up. */
function FoldedRail({ onUnfold }: { onUnfold: () => void }) {
  const hands = useAttention(({ whoNext }) => whoNext.hands.length);
  const looks = useAttention(({ whoNext }) => whoNext.worthALook.length);
  return (
    <aside className={classes.folded} aria-label="Beside the class">
      <button
        type="button"
        onClick={onUnfold}
        aria-label={`Show the lists: ${hands} hands up, ${looks} worth a look`}
      >
        <IconLayoutSidebarRightExpand size={20} stroke={1.6} aria-hidden />
        {hands > 0 && <strong>{hands}</strong>}
        {looks > 0 && <span>{looks}</span>}
      </button>
    </aside>
  );
}

export function DockAndSheet({ centre, timeZone }: BesideProps) {
  const { moves, goTo } = centre;
  return (
    <>
      <WhoNextDock onGoTo={goTo} onOpenList={() => moves.showTab("next")} />
      <Sheet centre={centre} timeZone={timeZone} />
    </>
  );
}

export function Sheet({ centre, timeZone }: BesideProps) {
  const { view, moves } = centre;
  const isOpen = view.openId !== null || view.isSheetOpen;
  return (
    <Drawer
      opened={isOpen && !view.isFocus}
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
  );
}

function PanelOrRail({ centre, timeZone, onFold }: BesideProps & { onFold?: () => void }) {
  const { view, moves, acts, give, goTo, prefs } = centre;
  if (view.openId !== null) return <OpenPanel centre={centre} timeZone={timeZone} />;
  const whoNextActs = {
    goTo,
    open: moves.open,
    assign: moves.assignFor,
    helped: (studentId: string) => void acts.helped(studentId),
  };
  return (
    <Rail
      view={view}
      moves={moves}
      acts={whoNextActs}
      roomActs={acts}
      onGive={give}
      faces={{ isShown: prefs.lens === "columns", order: prefs.order }}
      onFold={onFold}
    />
  );
}

export function OpenPanel({ centre, timeZone }: BesideProps) {
  const { view, moves, acts, goTo, step } = centre;
  if (view.openId === null) return null;
  return (
    <StudentPanel
      studentId={view.openId}
      acts={acts}
      timeZone={timeZone}
      next={<PanelNext studentId={view.openId} onChange={moves.assignFor} />}
      focus={{ isOn: view.isFocus, toggle: () => moves.toggleFocus(null) }}
      onGoTo={goTo}
      onStep={step}
      onClose={() => moves.open(null)}
    />
  );
}
