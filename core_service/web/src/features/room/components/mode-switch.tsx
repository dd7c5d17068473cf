/** Observe or teach one student; while teaching, with the clock of this visit (R034, C37). */
import { SegmentedControl } from "@mantine/core";
import { IconEye, IconSchool } from "@tabler/icons-react";
import type { PanelMode } from "~/lib/contract";
import { clockText } from "~/lib/durations";
import { firstName } from "~/lib/wording";
import { Clock } from "~/ui/clock";
import type { RoomStudent } from "../state/room-types";
import classes from "./mode-switch.module.css";

interface ModeSwitchProps {
  student: RoomStudent;
  onChange: (mode: PanelMode) => void;
  /** Without the clock, which a banner shows. */
  isPlain?: boolean;
}

export function ModeSwitch({ student, onChange, isPlain = false }: ModeSwitchProps) {
  const { mode, modeSince, name } = student;
  return (
    <SegmentedControl
      aria-label={`Observe or teach ${firstName(name)}`}
      className={classes.switch}
      data-mode={mode}
      value={mode}
      onChange={(chosen) => onChange(chosen as PanelMode)}
      data={[
        {
          value: "OBSERVE",
          label: (
            <span className={classes.mode}>
              <IconEye size={17} stroke={1.75} aria-hidden /> Observe
            </span>
          ),
        },
        {
          value: "TEACH",
          label: (
            <span className={classes.mode}>
              <IconSchool size={17} stroke={1.75} aria-hidden /> Teach
              {!isPlain && mode === "TEACH" && modeSince !== null && (
                <Clock format={(now) => clockText(now - modeSince)} />
              )}
            </span>
          ),
        },
      ]}
    />
  );
}
