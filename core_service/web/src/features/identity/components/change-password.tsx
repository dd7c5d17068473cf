/** Changing one's own password; the server's field errors stand at their fields. */
import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "~/lib/api";
import { asProblem } from "~/lib/problem";
import { FormFrame, FormProblem } from "~/ui/form";
import { PASSWORD_HINT } from "../password-hint";
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
  const send = () => change.mutate();
  return (
    <FormFrame
      className={classes.form}
      isSaving={change.isPending}
      error={change.error}
      onSubmit={send}
    >
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
        description={PASSWORD_HINT}
        autoComplete="new-password"
        required
        value={newPassword}
        error={problem?.fieldError("newPassword")}
        onChange={(event) => setNewPassword(event.currentTarget.value)}
      />
      {problem && <FormProblem error={problem} onRetry={send} />}
      {change.isSuccess && <p role="status">Your password is changed.</p>}
      <Button type="submit" loading={change.isPending}>
        Change password
      </Button>
    </FormFrame>
  );
}
