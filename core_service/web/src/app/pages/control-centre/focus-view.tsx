/** One student fills the page; of the others a strip of faces remains (UI 5, Panel). */
import { FaceTile } from "~/features/room/components/lenses/face-tile";
import { usePlaces } from "~/features/room/use-places";
import { OpenPanel } from "./beside";
import classes from "./focus-view.module.css";
import type { Centre } from "./use-centre";

export function FocusView({ centre, timeZone }: { centre: Centre; timeZone?: string }) {
  const places = usePlaces(centre.prefs.order);
  return (
    <div className={classes.focus}>
      <nav className={classes.strip} aria-label="The class">
        {places.map((id) => (
          <FaceTile
            key={id}
            studentId={id}
            onOpen={centre.moves.open}
            isOpen={id === centre.view.openId}
            size="strip"
          />
        ))}
      </nav>
      <div className={classes.panel}>
        <OpenPanel centre={centre} timeZone={timeZone} />
      </div>
    </div>
  );
}
