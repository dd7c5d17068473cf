/** The card that stands before everything else: signing in, a new password, an invitation. */
import { IconSchool } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { asProblem } from "~/lib/problem";
import { FormFrame } from "~/ui/form";
import { PageName } from "~/ui/page-name";
import classes from "./login-form.module.css";

interface FrontDoorProps {
  title: string;
  /** What went wrong with the form as a whole. */
  problem?: string | null;
  onSubmit?: () => void;
  isSaving?: boolean;
  /** The failed try, for what it says of fields that are not shown. */
  error?: unknown;
  children: ReactNode;
}

export function FrontDoor({
  title,
  problem,
  onSubmit,
  isSaving = false,
  error,
  children,
}: FrontDoorProps) {
  return (
    <main className={classes.page}>
      <FormFrame
        className={classes.card}
        isSaving={isSaving}
        error={error}
        onSubmit={() => onSubmit?.()}
      >
        <span className={classes.mark} aria-hidden>
          <IconSchool size={26} stroke={1.75} />
        </span>
        <PageName>{title}</PageName>
        {problem && (
          <p className={classes.problem} role="alert">
            {problem}
            {asProblem(error).isTemporary && <button type="submit">Retry</button>}
          </p>
        )}
        {children}
      </FormFrame>
    </main>
  );
}
