/** One thing on a student's page: what it is, how it stands, and the way to it. */
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useAgeTier } from "~/ui/age-tier";
import { ReadAloud } from "~/ui/read-aloud";
import { speakable } from "~/ui/spoken-math";
import classes from "./task-row.module.css";

interface TaskRowProps {
  sign: ReactNode;
  tone: "amber" | "blue" | "green" | "plain";
  title: string;
  detail: string;
  /** A tutor's or an assessor's words. */
  note?: string | null;
  /** How much of it is done. */
  steps?: { done: number; of: number };
  to: string;
  action: string;
}

export function TaskRow({ sign, tone, title, detail, note, steps, to, action }: TaskRowProps) {
  const isEarly = useAgeTier() === "EARLY";
  const words = [title, detail, note ?? ""].filter(Boolean).join(". ");
  return (
    <article className={classes.row}>
      <span className={classes.sign} data-tone={tone}>
        {sign}
      </span>
      <div className={classes.words}>
        <h2>{title}</h2>
        <p>{detail}</p>
        {note && <p className={classes.note}>{note}</p>}
        {steps && <Steps {...steps} />}
      </div>
      {(isEarly || note) && <ReadAloud text={speakable(words)} size={isEarly ? 72 : 48} />}
      <Link to={to} className={classes.go} aria-label={`${action}: ${title}`}>
        {action}
      </Link>
    </article>
  );
}

function Steps({ done, of }: { done: number; of: number }) {
  return (
    <div className={classes.steps} role="img" aria-label={`${done} of ${of} done`}>
      {Array.from({ length: of }, (_, place) => (
        <i key={place} data-done={place < done} />
      ))}
    </div>
  );
}
