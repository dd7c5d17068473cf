/** The list of single keys, and the switch that puts them to sleep (WCAG 2.1.4). */
import { Modal, Switch } from "@mantine/core";
import { KeyHint } from "~/ui/key-hint";
import classes from "./keys-dialog.module.css";

const KEYS: readonly (readonly [string, string])[] = [
  ["↑ ↓ ← →", "from card to card"],
  ["Enter", "open the student"],
  ["N", "next hand: says that you are coming, and opens"],
  ["⇧ N", "next one worth a look"],
  ["R", "helped"],
  ["T", "teach or observe"],
  ["A", "assign"],
  ["M", "message"],
  ["G", "encourage"],
  ["H then P L A E", "here, late, absent, excused"],
  ["B", "tell everyone"],
  ["J K", "next and previous student"],
  ["U", "undo"],
  ["/", "search the library"],
  ["Esc", "back"],
];

interface KeysDialogProps {
  isOpen: boolean;
  onClose: () => void;
  areKeysOn: boolean;
  onSwitch: (isOn: boolean) => void;
}

export function KeysDialog({ isOpen, onClose, areKeysOn, onSwitch }: KeysDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keys">
      <Switch
        label="Single keys work on this device"
        checked={areKeysOn}
        onChange={(event) => onSwitch(event.currentTarget.checked)}
      />
      <dl className={classes.keys}>
        {KEYS.map(([key, words]) => (
          <div key={key}>
            <dt>
              <KeyHint>{key}</KeyHint>
              <span className="visually-hidden">{key}</span>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
