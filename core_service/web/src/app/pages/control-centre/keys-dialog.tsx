/** The control centre's single keys (UI 5). */
import { Modal } from "@mantine/core";
import { KeyList } from "~/ui/key-list";

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
  ["F", "one student alone, and back"],
  ["1 2 3", "work, columns, faces"],
  ["U", "undo"],
  ["/", "search the library"],
  ["Ctrl K", "everything by name"],
  ["Esc", "back"],
];

export function KeysDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keys">
      <KeyList keys={KEYS} />
    </Modal>
  );
}
