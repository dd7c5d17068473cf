/** Giving a person another name. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { PersonChangeLimits } from "~/generated/limits";
import { fieldError, Form } from "~/ui/form";
import { type ManagedPerson, useRenamePerson } from "../people-api";
import classes from "./people.module.css";

export function PersonName({ person }: { person: ManagedPerson }) {
  const [name, setName] = useState(person.name);
  const [isMissing, setMissing] = useState(false);
  const rename = useRenamePerson(person.id);
  return (
    <Form
      submit="Change name"
      isSaving={rename.isPending}
      error={rename.error}
      onSubmit={() => {
        setMissing(!name.trim());
        if (name.trim()) rename.mutate(name.trim());
      }}
    >
      <TextInput
        label="Name"
        maxLength={PersonChangeLimits.name.maxLength}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={isMissing ? "Type a name" : fieldError(rename.error, "name")}
      />
      {rename.isSuccess && (
        <p role="status" className={classes.done}>
          The name is changed.
        </p>
      )}
    </Form>
  );
}
