/** The foot of a form: what failed, the way out, and the one act. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { asProblem } from "~/lib/problem";
import classes from "./form.module.css";
import { InlineProblem } from "./state-view";

interface FormProps {
  children: ReactNode;
  /** "Save", "Cancel the session". */
  submit: string;
  isSaving: boolean;
  /** A failed try; field errors stand at their fields, the rest here. */
  error: unknown;
  onSubmit: () => void;
  onClose?: () => void;
  isDanger?: boolean;
}

export function Form(props: FormProps) {
  const { children, submit, isSaving, error, onSubmit, onClose, isDanger = false } = props;
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      {error ? <InlineProblem error={error} /> : null}
      <div className={classes.acts}>
        {onClose && (
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
        )}
        <Button type="submit" loading={isSaving} color={isDanger ? "red" : undefined}>
          {submit}
        </Button>
      </div>
    </form>
  );
}

/** What the core said of a field, to be shown at it. */
export function fieldError(error: unknown, path: string): string | undefined {
  return error ? asProblem(error).fieldError(path) : undefined;
}
