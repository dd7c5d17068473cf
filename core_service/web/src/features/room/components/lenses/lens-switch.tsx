/** How the class is looked at: by their work, in columns, or by their faces. Keys 1 to 3. */
import { IconColumns3, IconLayoutGrid, IconMoodSmile, type Icon } from "@tabler/icons-react";
import { LENSES, type Lens } from "../../lens";
import classes from "./lens-switch.module.css";

const SHOWN: Readonly<Record<Lens, { words: string; Icon: Icon }>> = {
  work: { words: "Work", Icon: IconLayoutGrid },
  columns: { words: "Columns", Icon: IconColumns3 },
  faces: { words: "Faces", Icon: IconMoodSmile },
};

interface LensSwitchProps {
  lens: Lens;
  onChange: (lens: Lens) => void;
}

export function LensSwitch({ lens, onChange }: LensSwitchProps) {
  return (
    <div className={classes.lenses} role="group" aria-label="Look at the class by">
      {LENSES.map((each) => {
        const { words, Icon } = SHOWN[each];
        return (
          <button
            key={each}
            type="button"
            aria-pressed={each === lens}
            aria-label={words}
            title={words}
            onClick={() => onChange(each)}
          >
            <Icon size={17} stroke={1.75} aria-hidden />
            {each === lens && <span>{words}</span>}
          </button>
        );
      })}
    </div>
  );
}
