/** Reads one text of an exercise aloud; the youngest have one on every text (UI 2). */
import { useAgeTier, useTarget } from "~/ui/age-tier";
import { ReadAloud } from "~/ui/read-aloud";
import { speakable } from "~/ui/spoken-math";
import classes from "./speaker.module.css";

interface SpeakerProps {
  /** May hold TeX; it is put into words. */
  text: string;
  /** What is read, for people who hear the button's name: "the question". */
  what: string;
  kind?: "prompt" | "option";
}

export function Speaker({ text, what, kind = "option" }: SpeakerProps) {
  const isEarly = useAgeTier() === "EARLY";
  const target = useTarget();
  const size = isEarly && kind === "prompt" ? 88 : target;
  return (
    <span className={classes.speaker} data-kind={kind} data-early={isEarly}>
      <ReadAloud text={speakable(text)} label={`Read aloud: ${speakable(what)}`} size={size} />
    </span>
  );
}
