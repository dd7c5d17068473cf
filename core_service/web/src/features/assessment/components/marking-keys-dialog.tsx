/** The marking view's keys, and the switch that puts single ones to sleep (WCAG 2.1.4). */
import { Modal, Switch } from "@mantine/core";
import classes from "./marking-keys-dialog.module.css";

const KEYS: readonly (readonly [string, string])[] = [
  ["↑ ↓", "from line to line"],
  ["0 to 9", "points; two digits for ten and more"],
  ["C", "note on this line"],
  ["F", "feedback"],
  ["Z", "take the last points back"],
  ["Y", "confirm what is recommended"],
  ["J K", "next and previous piece of work"],
  ["Ctrl Enter", "save, and open the next"],
  ["Ctrl ⇧ Enter", "return to the student"],
  ["Esc", "leave the field, then back to the queue"],
];

interface MarkingKeysDialogProps {
  isOpen: boolean;
  onClose: () => void;
  areKeysOn: boolean;
  onSwitch: (isOn: boolean) => void;
}

export function MarkingKeysDialog(props: MarkingKeysDialogProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title="Keys">
      <Switch
        label="Single keys work on this device"
        checked={props.areKeysOn}
        onChange={(event) => props.onSwitch(event.currentTarget.checked)}
      />
      <dl className={classes.keys}>
        {KEYS.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
