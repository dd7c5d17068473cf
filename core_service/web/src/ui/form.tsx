/** A form: its fields, what failed, the way out, and the one act; nothing typed is lost by a failure (UI 1.7). */
import { Button } from "@mantine/core";
import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from "react";
import { asProblem, type FieldError } from "~/lib/problem";
import classes from "./form.module.css";
import { InlineProblem } from "./state-view";
import { useCutPaste } from "./use-cut-paste";
import { useFormWatch } from "./use-form-watch";

interface FormFrameProps {
  children: ReactNode;
  isSaving: boolean;
  /** A failed try; what it says of fields stands at them, or above all where the form does not show them. */
  error: unknown;
  onSubmit: () => void;
  className?: string;
  label?: string;
  /** By which a button outside can send it. */
  id?: string;
  /** Its words outlive the page: nobody is asked before it is left. */
  isKeptOnDevice?: boolean;
}

/** A form whose foot is its own. */
export function FormFrame(props: FormFrameProps) {
  const { children, isSaving, error, onSubmit, className = classes.form, label, id } = props;
  const { isKeptOnDevice = false } = props;
  const form = useRef<HTMLFormElement>(null);
  const { submit, ...watch } = useFormWatch({ form, isSaving, error, onSubmit, isKeptOnDevice });
  const paste = useCutPaste();
  return (
    <form
      ref={form}
      id={id}
      className={className}
      aria-label={label}
      noValidate
      {...watch}
      onPaste={paste.onPaste}
      onInput={(event) => {
        watch.onInput();
        paste.onInput(event);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <ErrorsOfNoField form={form} error={error} />
      {paste.heldLetters !== null && (
        <p className={classes.cut} role="status">
          Only {paste.heldLetters.toLocaleString("en-GB")} letters fit here: the end of what you
          pasted is missing.
        </p>
      )}
      {children}
    </form>
  );
}

interface FormProps extends FormFrameProps {
  /** "Save", "Cancel the session". */
  submit: string;
  onClose?: () => void;
  isDanger?: boolean;
}

export function Form({ submit, onClose, isDanger = false, ...frame }: FormProps) {
  const { children, isSaving, error, onSubmit } = frame;
  return (
    <FormFrame {...frame}>
      {children}
      {error ? <FormProblem error={error} onRetry={onSubmit} /> : null}
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
    </FormFrame>
  );
}

/** What failed as a whole, with Retry where the same may work later. */
export function FormProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const isTemporary = asProblem(error).isTemporary;
  return <InlineProblem error={error} onRetry={isTemporary ? onRetry : undefined} />;
}

/** What the core said of a field, to be shown at it. */
export function fieldError(error: unknown, path: string): string | undefined {
  return error ? asProblem(error).fieldError(path) : undefined;
}

interface ErrorsOfNoFieldProps {
  form: RefObject<HTMLFormElement | null>;
  error: unknown;
}

/** Errors of fields that this form does not show: nothing that the core said is swallowed. */
function ErrorsOfNoField({ form, error }: ErrorsOfNoFieldProps) {
  const [unsaid, setUnsaid] = useState<readonly FieldError[]>([]);
  useLayoutEffect(() => {
    const said = error ? asProblem(error).fieldErrors : [];
    setUnsaid(errorsNotIn(form.current, said)); // eslint-disable-line react-hooks/set-state-in-effect -- what stands at the fields is known once they are drawn
  }, [form, error]);
  if (unsaid.length === 0) return null;
  return (
    <ul className={classes.unsaid} role="alert">
      {unsaid.map(({ path, message }) => (
        <li key={path}>
          {path}: {message}
        </li>
      ))}
    </ul>
  );
}

/** Each field's own words take one error away; the same words at two fields are two errors. */
function errorsNotIn(form: HTMLFormElement | null, errors: readonly FieldError[]) {
  const words = Array.from(form?.querySelectorAll('[id$="-error"]') ?? [], fieldWords);
  return errors.filter(({ message }) => {
    const at = words.findIndex((each) => each.includes(message));
    if (at < 0) return true;
    words.splice(at, 1);
    return false;
  });
}

const fieldWords = (shown: Element) => shown.textContent;
