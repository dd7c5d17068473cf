/** A screen with one thing to know and one thing to do. */
import type { ReactNode } from "react";
import { useAgeTier } from "~/ui/age-tier";
import { ReadAloud } from "~/ui/read-aloud";
import { speakable } from "~/ui/spoken-math";
import classes from "./notice.module.css";

interface NoticeProps {
  sign: ReactNode;
  title: string;
  /** One or two short sentences. */
  words?: string | null;
  /** What the facts say, for the youngest, who hear it after title and words. */
  spoken?: string | null;
  /** Facts under the words, such as a countdown. */
  children?: ReactNode;
  action?: ReactNode;
}

export function Notice({ sign, title, words, spoken, children, action }: NoticeProps) {
  const isEarly = useAgeTier() === "EARLY";
  const said = [`${title}.`, words, spoken].filter(Boolean).join(" ");
  return (
    <section className={classes.notice} aria-labelledby="notice">
      <span className={classes.sign}>{sign}</span>
      <div className={classes.title}>
        {isEarly && <ReadAloud text={speakable(said)} size={88} />}
        <h2 id="notice">{title}</h2>
      </div>
      {words && <p className={classes.words}>{words}</p>}
      {children}
      {action && <div className={classes.action}>{action}</div>}
    </section>
  );
}
