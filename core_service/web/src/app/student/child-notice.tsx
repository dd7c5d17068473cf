/** Why a student's list is empty, and what comes next. */
import type { ReactNode } from "react";
import { useAgeTier } from "~/ui/age-tier";
import { ReadAloud } from "~/ui/read-aloud";
import classes from "./child-notice.module.css";

interface ChildNoticeProps {
  sign: ReactNode;
  title: string;
  children: string;
}

export function ChildNotice({ sign, title, children }: ChildNoticeProps) {
  const isEarly = useAgeTier() === "EARLY";
  return (
    <section className={classes.notice}>
      {sign}
      <h2>{title}</h2>
      <p>{children}</p>
      {isEarly && <ReadAloud text={`${title}. ${children}`} size={72} />}
    </section>
  );
}
