/** Whether the touches are saved, on their way, or kept on this device (UI 1: never lose, never fake). */
import { IconCloudCheck, IconCloudOff, IconCloudUp } from "@tabler/icons-react";
import { type SaverState, unsaved } from "../marks-saver";
import classes from "./save-state.module.css";

export function SaveState({ state }: { state: SaverState }) {
  const waiting = Object.keys(unsaved(state)).length;
  if (waiting === 0) {
    return (
      <span className={classes.state} data-kind="saved" role="status">
        <IconCloudCheck size={22} stroke={1.7} aria-hidden />
        Saved
      </span>
    );
  }
  if (state.problem === null) {
    return (
      <span className={classes.state} data-kind="saving" role="status">
        <IconCloudUp size={22} stroke={1.7} aria-hidden />
        Saving
      </span>
    );
  }
  return (
    <span className={classes.state} data-kind="kept" role="status">
      <IconCloudOff size={22} stroke={1.7} aria-hidden />
      Kept on this device, {waiting} waiting
    </span>
  );
}
