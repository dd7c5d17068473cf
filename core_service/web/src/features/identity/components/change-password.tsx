/** Changing one's own password; the server's field errors stand at their fields. */
import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { api, unwrap } from "~/lib/api";
import { asProblem } from "~/lib/problem";
import { InlineProblem } from "~/ui/state-view";
import classes from "./change-password.module.css";

export function ChangePassword() {
  const [currentPassword, setCurrentPassword] = useState("");
  const [newPassword, setNewPassword] = useState("");
  const change = useMutation({
    mutationFn: () =>
      unwrap(api.POST("/auth/password", { body: { currentPassword, newPassword } })),
    onSuccess: () => {
      setCurrentPassword("");
      setNewPassword("");
    },
  });
  const problem = change.error ? asProblem(change.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <PasswordInput
        label="Password now"
        autoComplete="current-password"
        required
        value={currentPassword}
        error={problem?.fieldError("currentPassword")}
        onChange={(event) => setCurrentPassword(event.currentTarget.value)}
      />
      <PasswordInput
        label="New password"
        autoComplete="new-password"
        required
        value={newPassword}
        error={problem?.fieldError("newPassword")}
        onChange={(event) => setNewPassword(event.currentTarget.value)}
      />
      {problem && <InlineProblem error={problem} />}
      {change.isSuccess && <p role="status">Your password is changed.</p>}
      <Button type="submit" loading={change.isPending}>
        Change password
      </Button>
    </form>
  );
}
