/** A unit's title and description; saved with If-Match. */
import { Textarea, TextInput } from "@mantine/core";
import { UnitRequestLimits } from "~/generated/limits";
import type { Tagged } from "~/lib/tagged";
import { saveUnit, type Unit, unitQuery } from "../api";
import type { UnitForm } from "../forms";
import { useKeptSaving } from "../use-kept-saving";
import { EditorFrame } from "./editor-frame";
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

const titleOf = ({ title }: UnitForm) => title;

export function UnitEditor({ loaded, userId, isReadOnly }: UnitEditorProps) {
  const { id } = loaded.stored;
  const kept = useKeptSaving({
    loaded,
    keptAs: `aetherlearn-unit/${userId}/${id}`,
    formOf,
    save: (tag, form: UnitForm) => saveUnit(id, tag, form),
    query: unitQuery(id),
  });
  const { form, change, saving } = kept;
  return (
    <EditorFrame
      kept={kept}
      aim={undefined}
      what="this unit"
      wordsOf={titleOf}
      isReadOnly={isReadOnly}
    >
      <div className={classes.head}>
        <TextInput
          label="Title"
          required
          maxLength={UnitRequestLimits.title.maxLength}
          className={classes.wide}
          value={form.title}
          onChange={(event) => change({ ...form, title: event.currentTarget.value })}
          error={saving.problem?.fieldError("title")}
        />
        <Textarea
          label="What it is about"
          autosize
          maxLength={UnitRequestLimits.description.maxLength}
          className={classes.wide}
          value={form.description ?? ""}
          onChange={(event) => change({ ...form, description: event.currentTarget.value || null })}
          error={saving.problem?.fieldError("description")}
        />
      </div>
    </EditorFrame>
  );
}
