/** The class itself: filters, what there is to say of it, and its places through the chosen lens. */
import { ActBar } from "~/ui/act-bar";
import { LensSwitch } from "~/features/room/components/lenses/lens-switch";
import { StatusFilters } from "~/features/room/components/status-filters";
import type { ExerciseSummary } from "~/lib/contract";
import { useStatusFilter } from "./centre-view";
import { ClassLens } from "./class-lens";
import { ClassNotice } from "./class-notice";
import classes from "./control-centre.module.css";
import { PlacesMenu } from "./places-menu";
import { SeatingBar } from "./seating-bar";
import type { Centre } from "./use-centre";

interface ClassColumnProps {
  centre: Centre;
  /** The exercise in the air, on its way to a card. */
  dragged: ExerciseSummary | null;
}

export function ClassColumn({ centre, dragged }: ClassColumnProps) {
  const [filter, setFilter] = useStatusFilter();
  const { view, moves, acts, prefs, changePrefs, seating } = centre;
  return (
    <div className={classes.class}>
      <div className={classes.filters}>
        <StatusFilters chosen={filter} onChoose={setFilter} />
        <LensSwitch lens={prefs.lens} onChange={(lens) => changePrefs({ lens })} />
        <PlacesMenu
          order={prefs.order}
          onOrder={(order) => changePrefs({ order })}
          onSeating={() => {
            changePrefs({ order: "seat" });
            moves.setSeating(true);
          }}
        />
        <ActBar log={acts.log} onStepIn={centre.stepIn} />
      </div>
      {view.isSeating && <SeatingBar seating={seating} onDone={() => moves.setSeating(false)} />}
      <ClassNotice
        onAddStudent={centre.mayPlan ? () => moves.showDialog("add-student") : undefined}
      />
      <ClassLens centre={centre} dragged={dragged} filter={filter} />
    </div>
  );
}
