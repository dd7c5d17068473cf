/** The card that stands before everything else: signing in, a new password, an invitation. */
import { IconSchool } from "@tabler/icons-react";
import type { FormEvent, ReactNode } from "react";
import { PageName } from "~/ui/page-name";
import classes from "./login-form.module.css";

interface FrontDoorProps {
  title: string;
  /** What went wrong with the form as a whole. */
  problem?: string | null;
  onSubmit?: () => void;
  children: ReactNode;
}

export function FrontDoor({ title, problem, onSubmit, children }: FrontDoorProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <main className={classes.page}>
      <form className={classes.card} onSubmit={submit} noValidate>
        <span className={classes.mark} aria-hidden>
          <IconSchool size={26} stroke={1.75} />
        </span>
        <PageName>{title}</PageName>
        {problem && (
          <p className={classes.problem} role="alert">
            {problem}
          </p>
        )}
        {children}
      </form>
    </main>
  );
}
