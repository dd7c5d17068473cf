/** Changing one's own name. */
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { OwnChangeLimits } from "~/generated/limits";
import { asProblem } from "~/lib/problem";
import { FormFrame, FormProblem } from "~/ui/form";
import { useRename } from "../account-api";
import classes from "./change-password.module.css";

export function OwnName({ name }: { name: string }) {
  const [typed, setTyped] = useState(name);
  const rename = useRename();
  const send = () => rename.mutate(typed.trim());
  const problem = rename.error ? asProblem(rename.error) : null;
  const atField = problem?.fieldError("name");
  return (
    <FormFrame
      className={classes.form}
      isSaving={rename.isPending}
      error={rename.error}
      onSubmit={send}
    >
      <TextInput
        label="Name"
        autoComplete="name"
        maxLength={OwnChangeLimits.name.maxLength}
        required
        value={typed}
        error={atField}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {problem && !atField && <FormProblem error={problem} onRetry={send} />}
      {rename.isSuccess && <p role="status">Your name is changed.</p>}
      <Button type="submit" variant="default" loading={rename.isPending}>
        Change name
      </Button>
    </FormFrame>
  );
}
