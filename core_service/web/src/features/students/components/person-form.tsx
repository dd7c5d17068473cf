/** Who a student is: name, school class, birthday, the size of their screen, the address they sign in with. */
import { NumberInput, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import type { AgeTier } from "~/lib/contract";
import { fieldError, Form } from "~/ui/form";
import formClasses from "~/ui/form.module.css";
import { type StudentChange, type StudentPerson, useChangeStudent } from "../api";
import { TIER_WORDS } from "../words";

const LAST_SCHOOL_GRADE = 13;
const TIERS = Object.entries(TIER_WORDS).map(([value, label]) => ({ value, label }));

export function PersonForm({ student, onDone }: { student: StudentPerson; onDone: () => void }) {
  const change = useChangeStudent(student.id);
  const [name, setName] = useState(student.name);
  const [grade, setGrade] = useState(student.schoolGrade);
  const [born, setBorn] = useState(student.dateOfBirth ?? "");
  const [tier, setTier] = useState(student.ageTierOverride);
  const [email, setEmail] = useState(student.email ?? "");
  const wanted: Required<StudentChange> = {
    name: name.trim(),
    schoolGrade: grade,
    dateOfBirth: born || null,
    ageTierOverride: tier,
    email: email.trim() || null,
  };
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
      <TextInput
        label="Name"
        required
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={fieldError(change.error, "name")}
      />
      <div className={formClasses.pair}>
        <NumberInput
          label="School class"
          min={1}
          max={LAST_SCHOOL_GRADE}
          allowDecimal={false}
          value={grade ?? ""}
          onChange={(value) => setGrade(value === "" ? null : Number(value))}
          error={fieldError(change.error, "schoolGrade")}
        />
        <TextInput
          label="Birthday"
          type="date"
          value={born}
          onChange={(event) => setBorn(event.currentTarget.value)}
          error={fieldError(change.error, "dateOfBirth")}
        />
      </div>
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
      <TextInput
        label="E-mail"
        type="email"
        description="Empty for a student who does not sign in on their own"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={fieldError(change.error, "email")}
      />
    </Form>
  );
}

function changesOf(student: StudentPerson, wanted: Required<StudentChange>): StudentChange {
  const differs = Object.entries(wanted).filter(
    ([field, value]) => value !== student[field as keyof StudentPerson],
  );
  return Object.fromEntries(differs);
}
