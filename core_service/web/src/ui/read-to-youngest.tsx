/** A voice for what the youngest cannot read yet; those who are older have none here. */
import { useAgeTier, useTarget } from "./age-tier";
import { ReadAloud } from "./read-aloud";

export function ReadToYoungest({ text, label }: { text: string; label?: string }) {
  const isEarly = useAgeTier() === "EARLY";
  const target = useTarget();
  return isEarly && <ReadAloud text={text} label={label} size={target} />;
}
