/** Says that seats are being changed, for how long, and how to stop. */
import { Button, Switch } from "@mantine/core";
import classes from "./seating-bar.module.css";
import type { Seating } from "./use-seating";

export function SeatingBar({ seating, onDone }: { seating: Seating; onDone: () => void }) {
  return (
    <div className={classes.bar} role="region" aria-label="Changing seats">
      <p>
        <strong>Changing seats.</strong> Drag a student onto another, or choose the seat.
      </p>
      <Switch
        label="Every week"
        checked={seating.isKept}
        onChange={(event) => seating.setKept(event.currentTarget.checked)}
      />
      <Button onClick={onDone}>Done</Button>
    </div>
  );
}
