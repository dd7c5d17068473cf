/** The keys that work on every staff page, and the switch that puts single keys to sleep. */
import { Modal } from "@mantine/core";
import { KeyList } from "~/ui/key-list";

const KEYS: readonly (readonly [string, string])[] = [
  ["Ctrl K", "go to a page, a session or a student"],
  ["/", "search on this page"],
  ["?", "this list"],
  ["Esc", "back"],
];

export function ShellKeyList({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Keys">
      <KeyList keys={KEYS} />
    </Modal>
  );
}
