/** A unit's title and description; saved with If-Match. */
import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Tagged } from "~/lib/tagged";
import { useSaving } from "~/lib/use-saving";
import { EditConflict } from "~/ui/edit-conflict";
import { InlineProblem } from "~/ui/state-view";
import { outlinesKey, saveUnit, type Unit, unitQuery } from "../api";
import type { UnitForm } from "../forms";
import { useKeptForm } from "../kept-form";
import classes from "./editor.module.css";

interface UnitEditorProps {
  loaded: Tagged<Unit>;
  userId: string;
  isReadOnly: boolean;
}

const formOf = ({ title, description, isActive }: Unit): UnitForm => ({
  title,
  description,
  isActive,
});

export function UnitEditor({ loaded, userId, isReadOnly }: UnitEditorProps) {
  const { id } = loaded.stored;
  const kept = useKeptForm(`aetherlearn-unit/${userId}/${id}`, formOf(loaded.stored));
  const { form, change } = kept;
  const [firstTag] = useState(loaded.tag);
  const saving = useSaving<Unit>({
    tag: firstTag,
    save: (tag) => saveUnit(id, tag, form),
    query: unitQuery(id),
    makesOld: outlinesKey,
    onSettled: (unit) => kept.settle(formOf(unit)),
  });
  return (
    <div className={classes.editor}>
      <fieldset className={classes.head} disabled={isReadOnly}>
        <TextInput
          label="Title"
          required
          maxLength={160}
          className={classes.wide}
          value={form.title}
          onChange={(event) => change({ ...form, title: event.currentTarget.value })}
          error={saving.problem?.fieldError("title")}
        />
        <Textarea
          label="What it is about"
          autosize
          maxLength={2000}
          className={classes.wide}
          value={form.description ?? ""}
          onChange={(event) => change({ ...form, description: event.currentTarget.value || null })}
          error={saving.problem?.fieldError("description")}
        />
      </fieldset>
      {saving.theirs && (
        <EditConflict
          what="this unit"
          mine={form.title}
          theirs={saving.theirs.stored.title}
          onKeepMine={saving.keepMine}
          onTakeTheirs={saving.takeTheirs}
        />
      )}
      {saving.problem && <InlineProblem error={saving.problem} />}
      {!isReadOnly && (
        <footer className={classes.footer}>
          <p role="status">{kept.isChanged ? "Not saved yet, kept on this device." : "Saved."}</p>
          <Button loading={saving.isPending} onClick={saving.save}>
            Save
          </Button>
        </footer>
      )}
    </div>
  );
}
