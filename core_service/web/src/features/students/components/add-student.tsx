/** A new student: a name is enough; with an e-mail address they can sign in on their own. */
import { NumberInput, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useOnceKeys } from "~/lib/once-key";
import { fieldError, Form } from "~/ui/form";
import formClasses from "~/ui/form.module.css";
import { type NewStudent, useAddStudent } from "../api";

const LAST_SCHOOL_GRADE = 13;

interface AddStudentProps {
  centres: readonly { id: string; name: string }[];
  onAdded: (studentId: string) => void;
  onClose: () => void;
}

export function AddStudent({ centres, onAdded, onClose }: AddStudentProps) {
  const add = useAddStudent();
  const keys = useOnceKeys();
  const [name, setName] = useState("");
  const [grade, setGrade] = useState<number | null>(null);
  const [born, setBorn] = useState("");
  const [email, setEmail] = useState("");
  const [centreId, setCentreId] = useState(centres[0]?.id ?? null);
  const student: NewStudent = {
    name: name.trim(),
    schoolGrade: grade,
    dateOfBirth: born || null,
    email: email.trim() || null,
    centreId,
  };
  const send = () =>
    add.mutate(
      { student, key: keys.keyOf(JSON.stringify(student)) },
      { onSuccess: ({ id }) => onAdded(id) },
    );
  return (
    <Form
      submit="Add the student"
      isSaving={add.isPending}
      error={add.error}
      onSubmit={send}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        required
        maxLength={120}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={fieldError(add.error, "name")}
      />
      <div className={formClasses.pair}>
        <NumberInput
          label="School class"
          min={1}
          max={LAST_SCHOOL_GRADE}
          allowDecimal={false}
          value={grade ?? ""}
          onChange={(value) => setGrade(value === "" ? null : Number(value))}
          error={fieldError(add.error, "schoolGrade")}
        />
        <TextInput
          label="Birthday"
          type="date"
          value={born}
          onChange={(event) => setBorn(event.currentTarget.value)}
          error={fieldError(add.error, "dateOfBirth")}
        />
      </div>
      <TextInput
        label="E-mail"
        type="email"
        description="Only if they sign in on their own; they set a password by a letter."
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={fieldError(add.error, "email")}
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
