/** A session in a list: when it is, how it stands, its name with a line of words, and the one thing to do about it. */
import type { ReactNode } from "react";
import type { SessionSummary } from "~/lib/contract";
import { SESSION_SIGNS } from "./status";
import { StatusShape } from "./status-shape";
import classes from "./session-row.module.css";

interface SessionRowProps {
  session: Pick<SessionSummary, "name" | "status">;
  /** One above the other: its start and end, or its day and start. */
  times: readonly [string, string];
  words: string;
  children: ReactNode;
}

export function SessionRow({ session, times, words, children }: SessionRowProps) {
  const sign = SESSION_SIGNS[session.status];
  return (
    <li className={classes.row}>
      <span className={classes.times}>
        <strong>{times[0]}</strong>
        <span>{times[1]}</span>
      </span>
      <StatusShape status={sign.shape} label={sign.words} />
      <span className={classes.text}>
        <strong>{session.name}</strong>
        <span>{words}</span>
      </span>
      {children}
    </li>
  );
}
