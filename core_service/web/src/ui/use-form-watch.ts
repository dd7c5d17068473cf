/** What every form keeps to: one sending at a time, and words that were not sent are known as such. */
import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useEffect, useId, useRef } from "react";
import { noteUnsent } from "~/lib/unsent";

interface Watched {
  form: RefObject<HTMLFormElement | null>;
  isSaving: boolean;
  error: unknown;
  onSubmit: () => void;
  isKeptOnDevice: boolean;
}

export function useFormWatch({ form, isSaving, error, onSubmit, isKeptOnDevice }: Watched) {
  const holder = useId();
  const atFirst = useRef<string[] | null>(null);
  const wasSaving = useRef(false);
  const isTyped = useRef(false);
  const submit = useOneSending(isSaving, onSubmit, () => {
    wasSaving.current = true;
    noteUnsent(holder, false);
  });
  useEffect(() => {
    if (isSaving) noteUnsent(holder, false);
    else if (wasSaving.current && error) noteUnsent(holder, isTyped.current);
    else if (wasSaving.current) {
      atFirst.current = null;
      isTyped.current = false;
    }
    wasSaving.current = isSaving;
  }, [holder, isSaving, error]);
  useEffect(() => () => noteUnsent(holder, false), [holder]);
  return {
    submit,
    onFocus: () => {
      atFirst.current ??= textsOf(form.current);
    },
    onInput: () => {
      const before = atFirst.current;
      isTyped.current =
        !isKeptOnDevice && textsOf(form.current).some((text, at) => text !== (before?.[at] ?? ""));
      noteUnsent(holder, isTyped.current);
    },
  };
}

/** A second press before the first shows as saving is none: the change that the first began is still on its way. */
function useOneSending(isSaving: boolean, onSubmit: () => void, onBegun: () => void) {
  const changes = useQueryClient().getMutationCache();
  const begun = useRef<ReturnType<typeof changes.getAll>[number] | undefined>(undefined);
  return () => {
    if (isSaving || begun.current?.state.status === "pending") return;
    const before = new Set(changes.getAll());
    onSubmit();
    begun.current = changes.getAll().find((each) => !before.has(each));
    if (begun.current) onBegun();
  };
}

const TYPED = "textarea, input:not([type=checkbox], [type=radio], [type=password])";

function textsOf(form: HTMLFormElement | null): string[] {
  const fields = form?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(TYPED) ?? [];
  return Array.from(fields, ({ value }) => value);
}
