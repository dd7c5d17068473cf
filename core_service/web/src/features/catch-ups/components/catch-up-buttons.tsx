/** The acts on one catch-up or on all that are chosen: the same buttons, always in the same places. */
import { Button, Menu } from "@mantine/core";
import { IconBell, IconCalendarPlus, IconCheck, IconMail, IconRotate } from "@tabler/icons-react";
import type { CatchUp } from "../api";
import type { CatchUpActs } from "../catch-up-acts";
import classes from "./catch-ups.module.css";

const MORE_DAYS = [3, 7, 14] as const;

interface RowActsProps {
  packages: readonly CatchUp[];
  acts: CatchUpActs;
  /** After an act, so that the choice can be forgotten. */
  onDone?: () => void;
}

export function RowActs({ packages, acts, onDone }: RowActsProps) {
  const isClosed = packages.every(({ state }) => state === "DONE" || state === "EXCUSED");
  const doing = (act: () => void) => () => {
    act();
    onDone?.();
  };
  if (isClosed) {
    return (
      <div className={classes.acts}>
        <Button
          variant="default"
          leftSection={<IconRotate size={17} stroke={1.7} aria-hidden />}
          onClick={doing(() => acts.reopen(packages))}
        >
          Open again
        </Button>
      </div>
    );
  }
  return (
    <div className={classes.acts}>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconCalendarPlus size={17} stroke={1.7} aria-hidden />}
          >
            Extend
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {MORE_DAYS.map((days) => (
            <Menu.Item key={days} onClick={doing(() => acts.extend(packages, days))}>
              {days} days
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button
        variant="default"
        leftSection={<IconMail size={17} stroke={1.7} aria-hidden />}
        onClick={doing(() => acts.excuse(packages))}
      >
        Excuse
      </Button>
      <Button
        variant="default"
        leftSection={<IconBell size={17} stroke={1.7} aria-hidden />}
        onClick={doing(() => acts.remind(packages))}
      >
        Remind
      </Button>
      <Button
        variant="default"
        leftSection={<IconCheck size={17} stroke={1.7} aria-hidden />}
        onClick={doing(() => acts.complete(packages))}
      >
        Count as done
      </Button>
    </div>
  );
}
