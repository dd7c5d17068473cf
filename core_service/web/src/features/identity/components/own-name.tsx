/** Changing one's own name. */
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { asProblem } from "~/lib/problem";
import { InlineProblem } from "~/ui/state-view";
import { useRename } from "../account-api";
import classes from "./change-password.module.css";

export function OwnName({ name }: { name: string }) {
  const [typed, setTyped] = useState(name);
  const rename = useRename();
  const problem = rename.error ? asProblem(rename.error) : null;
  const atField = problem?.fieldError("name");
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        rename.mutate(typed.trim());
      }}
    >
      <TextInput
        label="Name"
        autoComplete="name"
        required
        value={typed}
        error={atField}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {problem && !atField && <InlineProblem error={problem} />}
      {rename.isSuccess && <p role="status">Your name is changed.</p>}
      <Button type="submit" variant="default" loading={rename.isPending}>
        Change name
      </Button>
    </form>
  );
}
