/** Why a student's list is empty, and what comes next. */
import type { ReactNode } from "react";
import { ReadToYoungest } from "~/ui/read-to-youngest";
import classes from "./child-notice.module.css";

interface ChildNoticeProps {
  sign: ReactNode;
  title: string;
  children: string;
}

export function ChildNotice({ sign, title, children }: ChildNoticeProps) {
  return (
    <section className={classes.notice}>
      {sign}
      <h2>{title}</h2>
      <p>{children}</p>
      <ReadToYoungest text={`${title}. ${children}`} />
    </section>
  );
}
