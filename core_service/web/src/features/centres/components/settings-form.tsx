/** What a centre decides for itself; saved with If-Match, so that two who change it learn of each other. */
import { Button } from "@mantine/core";
import { useId, useState } from "react";
import type { ProblemError } from "~/lib/problem";
import type { Tagged } from "~/lib/tagged";
import { useSaving } from "~/lib/use-saving";
import { counted } from "~/lib/wording";
import { EditConflict } from "~/ui/edit-conflict";
import { FormFrame, FormProblem } from "~/ui/form";
import { FootBar } from "~/ui/page-foot";
import { saveSettings, type Settings, settingsQuery } from "../api";
import { SETTING_FIELDS, SETTING_GROUPS, type SettingField } from "../settings-fields";
import {
  changesOf,
  fieldProblem,
  formOf,
  type SettingsForm as Typed,
  settingWords,
} from "../settings-values";
import classes from "./centres.module.css";
import { SettingInput } from "./setting-input";

interface SettingsFormProps {
  centreId: string;
  loaded: Tagged<Settings>;
}

export function SettingsForm({ centreId, loaded }: SettingsFormProps) {
  const [stored, setStored] = useState(() => formOf(loaded.stored));
  const [form, setForm] = useState(stored);
  const formId = useId();
  const [isTried, setTried] = useState(false);
  const [firstTag] = useState(loaded.tag);
  const changed = SETTING_FIELDS.filter(({ name }) => form[name] !== stored[name]);
  const wrong = changed.some((field) => fieldProblem(field, form[field.name]));
  const saving = useSaving({
    tag: firstTag,
    save: (tag) => saveSettings(centreId, tag, changesOf(form, stored)),
    query: settingsQuery(centreId),
    onSettled: (settings) => {
      setStored(formOf(settings));
      setForm(formOf(settings));
      setTried(false);
    },
  });
  const submit = () => {
    setTried(true);
    if (!wrong && changed.length > 0) saving.save();
  };
  return (
    <FormFrame
      id={formId}
      className={classes.form}
      isSaving={saving.isPending}
      error={saving.problem}
      onSubmit={submit}
    >
      {SETTING_GROUPS.map(({ title, fields }) => (
        <section key={title} className={classes.group} aria-label={title}>
          <h2>{title}</h2>
          <div className={classes.fields}>
            {fields.map((field) => (
              <SettingInput
                key={field.name}
                field={field}
                typed={form[field.name]}
                error={errorAt(field, form, isTried, saving.problem)}
                onChange={(typed) => setForm({ ...form, [field.name]: typed })}
              />
            ))}
          </div>
        </section>
      ))}
      {saving.theirs && (
        <EditConflict
          what="these settings"
          mine={<Versions fields={changed} form={form} />}
          theirs={<Versions fields={changed} form={formOf(saving.theirs.stored)} />}
          onKeepMine={saving.keepMine}
          onTakeTheirs={saving.takeTheirs}
        />
      )}
      {saving.problem && <FormProblem error={saving.problem} onRetry={submit} />}
      <FootBar label="Saving">
        <p role="status">{footWords(changed.length, isTried && wrong, saving.isSaved)}</p>
        <Button type="submit" form={formId} loading={saving.isPending}>
          Save settings
        </Button>
      </FootBar>
    </FormFrame>
  );
}

function errorAt(field: SettingField, form: Typed, isTried: boolean, problem: ProblemError | null) {
  const typed = isTried ? fieldProblem(field, form[field.name]) : undefined;
  return typed ?? problem?.fieldError(field.name);
}

function footWords(changes: number, isWrong: boolean, isSaved: boolean): string {
  if (isWrong) return "Look at the fields in red.";
  if (changes > 0) return counted(changes, "change, not saved yet.", "changes, not saved yet.");
  return isSaved ? "Saved." : "Nothing changed.";
}

function Versions({ fields, form }: { fields: readonly SettingField[]; form: Typed }) {
  return (
    <ul className={classes.versions}>
      {fields.map((field) => (
        <li key={field.name}>
          {field.label}: {settingWords(field, form[field.name])}
        </li>
      ))}
    </ul>
  );
}
