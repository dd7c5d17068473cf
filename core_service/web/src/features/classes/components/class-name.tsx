/** A class's name and what is said of it; whoever changed them meanwhile is seen before anything is overwritten (UI 3). */
import { Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ClassChangeLimits } from "~/generated/limits";
import type { Tagged } from "~/lib/tagged";
import { useSaving } from "~/lib/use-saving";
import { EditConflict } from "~/ui/edit-conflict";
import { fieldError, Form } from "~/ui/form";
import { Loaded } from "~/ui/loaded";
import { changeClass, CLASSES, type SchoolClass, storedClassQuery } from "../api";

export function ClassName({ cohortId }: { cohortId: string }) {
  const query = useQuery(storedClassQuery(cohortId));
  return (
    <Loaded query={query} loading="Loading the name" failed="It could not be loaded">
      {(loaded) => <NameForm loaded={loaded} />}
    </Loaded>
  );
}

function NameForm({ loaded }: { loaded: Tagged<SchoolClass> }) {
  const [{ stored, tag }] = useState(loaded);
  const [form, setForm] = useState(() => formOf(stored));
  const [isTried, setTried] = useState(false);
  const name = form.name.trim();
  const saving = useSaving({
    tag,
    save: (version) =>
      changeClass(stored.id, version, { name, description: form.description.trim() || null }),
    query: storedClassQuery(stored.id),
    onSettled: (settled) => setForm(formOf(settled)),
    makesOld: CLASSES,
  });
  const send = () => {
    setTried(true);
    if (name) saving.save();
  };
  return (
    <Form submit="Save" isSaving={saving.isPending} error={saving.problem} onSubmit={send}>
      <TextInput
        label="Name"
        maxLength={ClassChangeLimits.name.maxLength}
        value={form.name}
        onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
        error={isTried && !name ? "Give it a name" : fieldError(saving.problem, "name")}
      />
      <Textarea
        label="About the class"
        autosize
        minRows={2}
        value={form.description}
        onChange={(event) => setForm({ ...form, description: event.currentTarget.value })}
        error={fieldError(saving.problem, "description")}
      />
      {saving.theirs && (
        <EditConflict
          what="this class"
          mine={formWords(form)}
          theirs={formWords(formOf(saving.theirs.stored))}
          onKeepMine={saving.keepMine}
          onTakeTheirs={saving.takeTheirs}
        />
      )}
      {saving.isSaved && !saving.theirs && <p role="status">Saved.</p>}
    </Form>
  );
}

interface NameAndWords {
  name: string;
  description: string;
}

const formOf = ({ name, description }: SchoolClass): NameAndWords => ({
  name,
  description: description ?? "",
});

const formWords = ({ name, description }: NameAndWords) =>
  [name, description].filter(Boolean).join(": ");
