/** A new student: a name is enough; with an e-mail address they can sign in on their own. */
import { Select } from "@mantine/core";
import { useState } from "react";
import { fieldError, Form } from "~/ui/form";
import { type NewStudent, useAddStudent } from "../api";
import { NOBODY, PersonFields, personOf } from "./person-fields";

interface AddStudentProps {
  centres: readonly { id: string; name: string }[];
  onAdded: (studentId: string) => void;
  onClose: () => void;
}

export function AddStudent({ centres, onAdded, onClose }: AddStudentProps) {
  const add = useAddStudent();
  const [draft, setDraft] = useState(NOBODY);
  const [centreId, setCentreId] = useState(centres[0]?.id ?? null);
  const student: NewStudent = { ...personOf(draft), centreId };
  const send = () => add.mutate(student, { onSuccess: ({ id }) => onAdded(id) });
  return (
    <Form
      submit="Add the student"
      isSaving={add.isPending}
      error={add.error}
      onSubmit={send}
      onClose={onClose}
    >
      <PersonFields
        draft={draft}
        onChange={(over) => setDraft({ ...draft, ...over })}
        error={add.error}
        emailHint="Only if they sign in on their own; they set a password by a letter."
      />
      {centres.length > 1 && (
        <Select
          label="Centre"
          allowDeselect={false}
          value={centreId}
          onChange={setCentreId}
          data={centres.map(({ id, name: label }) => ({ value: id, label }))}
          error={fieldError(add.error, "centreId")}
        />
      )}
    </Form>
  );
}
