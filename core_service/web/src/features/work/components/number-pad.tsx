/** The exercise's own number pad, so that no system keyboard covers the question. */
import { IconBackspace } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useAgeTier } from "~/ui/age-tier";
import type { PadKey } from "../number-entry";
import classes from "./number-pad.module.css";

interface PadButton {
  key: PadKey;
  face: ReactNode;
  name: string;
}

const digit = (key: PadKey): PadButton => ({ key, face: key, name: key });

const BACKSPACE = {
  key: "Backspace",
  face: <IconBackspace aria-hidden />,
  name: "Rub out",
} as const;
const MINUS = { key: "-", face: "−", name: "Minus" } as const;
const POINT = { key: ".", face: ".", name: "Decimal point" } as const;
const SLASH = {
  key: "/",
  face: <SmallFraction whole={false} />,
  name: "Fraction line",
} as const;
const SPACE = {
  key: " ",
  face: <SmallFraction whole />,
  name: "Whole number and a fraction",
} as const;

/** In two rows beside each other on a wide screen; the style sheet places them as a telephone's on a narrow one. */
const BUTTONS: readonly PadButton[] = [
  ...(["1", "2", "3", "4", "5"] as const).map(digit),
  BACKSPACE,
  MINUS,
  SLASH,
  ...(["6", "7", "8", "9", "0"] as const).map(digit),
  POINT,
  SPACE,
];

/** The youngest count: whole numbers, on bigger keys. */
const EARLY_KEYS = /^(\d|Backspace)$/;

export function NumberPad({ onPress }: { onPress: (key: PadKey) => void }) {
  const isEarly = useAgeTier() === "EARLY";
  const buttons = BUTTONS.filter(({ key }) => !isEarly || EARLY_KEYS.test(key));
  return (
    <div role="group" aria-label="Number pad" className={classes.pad}>
      {buttons.map(({ key, face, name }) => (
        <button
          key={key}
          type="button"
          data-key={key}
          aria-label={name}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPress(key)}
        >
          {face}
        </button>
      ))}
    </div>
  );
}

function SmallFraction({ whole }: { whole: boolean }) {
  return (
    <span className={classes.fraction} aria-hidden>
      {whole && <i />}
      <span>
        <i />
        <i />
      </span>
    </span>
  );
}
