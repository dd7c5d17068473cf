/** The fields of a student as a person: name, school class, birthday, the address they sign in with. */
import { NumberInput, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { StudentRequestLimits } from "~/generated/limits";
import { fieldError } from "~/ui/form";
import formClasses from "~/ui/form.module.css";
import type { StudentPerson } from "../api";

/** As it is typed: an empty field is an empty text. */
interface PersonDraft {
  name: string;
  schoolGrade: number | null;
  dateOfBirth: string;
  email: string;
}

export const NOBODY: PersonDraft = { name: "", schoolGrade: null, dateOfBirth: "", email: "" };

export function draftOf({ name, schoolGrade, dateOfBirth, email }: StudentPerson): PersonDraft {
  return { name, schoolGrade, dateOfBirth: dateOfBirth ?? "", email: email ?? "" };
}

/** As the core takes it: an empty field is none. */
export function personOf({ name, schoolGrade, dateOfBirth, email }: PersonDraft) {
  return {
    name: name.trim(),
    schoolGrade,
    dateOfBirth: dateOfBirth || null,
    email: email.trim() || null,
  };
}

interface PersonFieldsProps {
  draft: PersonDraft;
  onChange: (over: Partial<PersonDraft>) => void;
  error: unknown;
  emailHint: string;
  /** Stands before the address. */
  children?: ReactNode;
}

export function PersonFields({ draft, onChange, error, emailHint, children }: PersonFieldsProps) {
  return (
    <>
      <TextInput
        label="Name"
        required
        maxLength={StudentRequestLimits.name.maxLength}
        data-autofocus
        value={draft.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        error={fieldError(error, "name")}
      />
      <div className={formClasses.pair}>
        <NumberInput
          label="School class"
          min={StudentRequestLimits.schoolGrade.minimum}
          max={StudentRequestLimits.schoolGrade.maximum}
          allowDecimal={false}
          value={draft.schoolGrade ?? ""}
          onChange={(value) => onChange({ schoolGrade: value === "" ? null : Number(value) })}
          error={fieldError(error, "schoolGrade")}
        />
        <TextInput
          label="Birthday"
          type="date"
          value={draft.dateOfBirth}
          onChange={(event) => onChange({ dateOfBirth: event.currentTarget.value })}
          error={fieldError(error, "dateOfBirth")}
        />
      </div>
      {children}
      <TextInput
        label="E-mail"
        type="email"
        description={emailHint}
        value={draft.email}
        onChange={(event) => onChange({ email: event.currentTarget.value })}
        error={fieldError(error, "email")}
      />
    </>
  );
}
