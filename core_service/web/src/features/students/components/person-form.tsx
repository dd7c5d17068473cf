/** Who a student is: name, school class, birthday, the size of their screen, the address they sign in with. */
import { Select } from "@mantine/core";
import { useState } from "react";
import type { AgeTier } from "~/lib/contract";
import { fieldError, Form } from "~/ui/form";
import { type StudentChange, type StudentPerson, useChangeStudent } from "../api";
import { TIER_WORDS } from "../words";
import { draftOf, PersonFields, personOf } from "./person-fields";

const TIERS = Object.entries(TIER_WORDS).map(([value, label]) => ({ value, label }));

export function PersonForm({ student, onDone }: { student: StudentPerson; onDone: () => void }) {
  const change = useChangeStudent(student.id);
  const [draft, setDraft] = useState(() => draftOf(student));
  const [tier, setTier] = useState(student.ageTierOverride);
  const wanted: Required<StudentChange> = { ...personOf(draft), ageTierOverride: tier };
  const save = () => {
    const changed = changesOf(student, wanted);
    if (Object.keys(changed).length === 0) onDone();
    else change.mutate(changed, { onSuccess: onDone });
  };
  return (
    <Form
      submit="Save"
      isSaving={change.isPending}
      error={change.error}
      onSubmit={save}
      onClose={onDone}
    >
      <PersonFields
        draft={draft}
        onChange={(over) => setDraft({ ...draft, ...over })}
        error={change.error}
        emailHint="Empty for a student who does not sign in on their own"
      >
        <Select
          label="Size of the screen"
          description="By age, unless you choose"
          placeholder={`By age: ${TIER_WORDS[student.ageTier]}`}
          clearable
          value={tier}
          onChange={(value) => setTier(value as AgeTier | null)}
          data={TIERS}
          error={fieldError(change.error, "ageTierOverride")}
        />
      </PersonFields>
    </Form>
  );
}

function changesOf(student: StudentPerson, wanted: Required<StudentChange>): StudentChange {
  const differs = Object.entries(wanted).filter(
    ([field, value]) => value !== student[field as keyof StudentPerson],
  );
  return Object.fromEntries(differs);
}
