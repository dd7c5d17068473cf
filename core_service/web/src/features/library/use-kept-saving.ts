/** A stored part of the library being written: its words are kept on this device until they are saved. */
import type { QueryKey } from "@tanstack/react-query";
import { useState } from "react";
import type { Tagged } from "~/lib/tagged";
import { useSaving } from "~/lib/use-saving";
import { outlinesKey } from "./api";
import { useKeptForm } from "./kept-form";

interface KeptSavingOptions<Stored, Form> {
  loaded: Tagged<Stored>;
  /** Where it is kept: one for each kind, person and part. */
  keptAs: string;
  formOf: (stored: Stored) => Form;
  save: (tag: string | null, form: Form) => Promise<unknown>;
  query: { queryKey: QueryKey };
}

export type KeptSaving<Stored, Form> = ReturnType<typeof useKeptSaving<Stored, Form>>;

export function useKeptSaving<Stored, Form>(options: KeptSavingOptions<Stored, Form>) {
  const { loaded, keptAs, formOf, save, query } = options;
  const kept = useKeptForm(keptAs, formOf(loaded.stored));
  const [firstTag] = useState(loaded.tag);
  const saving = useSaving<Stored>({
    tag: firstTag,
    save: (tag) => save(tag, kept.form),
    query,
    makesOld: outlinesKey,
    onSettled: (stored) => kept.settle(formOf(stored)),
  });
  const { form, change, isChanged } = kept;
  return { form, change, isChanged, saving, theirs: saving.theirs && formOf(saving.theirs.stored) };
}
