/** A stored part of the library being written: its words are kept on this device until they are saved. */
import type { QueryKey } from "@tanstack/react-query";
import { useState } from "react";
import type { Tagged } from "~/lib/tagged";
import { type Saving, type StoredQuery, useSaving } from "~/lib/use-saving";
import { outlinesKey } from "./api";
import { useKeptForm } from "./kept-form";

interface KeptSavingOptions<Stored, Form, Aim, Key extends QueryKey> {
  loaded: Tagged<Stored>;
  /** Where it is kept: one for each kind, person and part. */
  keptAs: string;
  formOf: (stored: Stored) => Form;
  save: (tag: string, form: Form, aim: Aim) => Promise<Tagged<Stored>>;
  query: StoredQuery<Stored, Key>;
}

export interface KeptSaving<Stored, Form, Aim = void> {
  form: Form;
  change: (form: Form) => void;
  isChanged: boolean;
  saving: Saving<Stored, Aim>;
  /** The form as somebody else has saved it meanwhile. */
  theirs: Form | null;
}

export function useKeptSaving<Stored, Form, Key extends QueryKey, Aim = void>(
  options: KeptSavingOptions<Stored, Form, Aim, Key>,
): KeptSaving<Stored, Form, Aim> {
  const { loaded, keptAs, formOf, save, query } = options;
  const kept = useKeptForm(keptAs, formOf(loaded.stored));
  const [firstTag] = useState(loaded.tag);
  const saving = useSaving({
    tag: firstTag,
    save: (tag, aim: Aim) => save(tag, kept.form, aim),
    query,
    makesOld: outlinesKey,
    onSettled: (stored: Stored) => kept.settle(formOf(stored)),
  });
  const { form, change, isChanged } = kept;
  return { form, change, isChanged, saving, theirs: saving.theirs && formOf(saving.theirs.stored) };
}
