/** The class itself: filters, what there is to say of it, and the grid of places. */
import { ActBar } from "~/ui/act-bar";
import { StatusFilters } from "~/features/room/components/status-filters";
import { StudentGrid } from "~/features/room/components/student-grid";
import type { ExerciseSummary } from "~/lib/contract";
import { CardSlot } from "./card-slot";
import { useStatusFilter } from "./centre-view";
import { ClassNotice } from "./class-notice";
import classes from "./control-centre.module.css";
import type { Centre } from "./use-centre";

interface ClassColumnProps {
  centre: Centre;
  /** The exercise in the air, on its way to a card. */
  dragged: ExerciseSummary | null;
}

export function ClassColumn({ centre, dragged }: ClassColumnProps) {
  const [filter, setFilter] = useStatusFilter();
  const { view, acts, cardActs, give } = centre;
  return (
    <div className={classes.class}>
      <div className={classes.filters}>
        <StatusFilters chosen={filter} onChoose={setFilter} />
        <ActBar log={acts.log} />
      </div>
      <ClassNotice />
      <StudentGrid onOpen={cardActs.open}>
        {(studentId, isReachable) => (
          <CardSlot
            key={studentId}
            studentId={studentId}
            acts={cardActs}
            isReachable={isReachable}
            isOpen={studentId === view.openId}
            filter={filter}
            offered={dragged ?? view.chosen}
            isTouchToGive={view.chosen !== null && dragged === null}
            onGive={give}
          />
        )}
      </StudentGrid>
    </div>
  );
}
