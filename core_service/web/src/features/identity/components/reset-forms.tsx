/** A forgotten password: asking for the letter, and choosing a new one by its link. */
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { failureWords } from "~/lib/permission-words";
import { asProblem } from "~/lib/problem";
import { useAskForReset, useConfirmReset } from "../front-door-api";
import { FrontDoor } from "./front-door";
import { waitWords } from "./login-form";
import { PASSWORD_HINT } from "../password-hint";
import classes from "./login-form.module.css";

export function ResetRequestForm() {
  const [email, setEmail] = useState("");
  const [missing, setMissing] = useState<string | undefined>();
  const ask = useAskForReset();
  if (ask.isSuccess) {
    return (
      <FrontDoor title="Look into your letters">
        <p role="status">
          If {email.trim()} has an account here, a letter with a link is on its way. The link works
          for an hour.
        </p>
        <Link to="/login">Back to signing in</Link>
      </FrontDoor>
    );
  }
  const problem = ask.error ? asProblem(ask.error) : null;
  const atField = problem?.fieldError("email");
  const submit = () => {
    setMissing(email.trim() ? undefined : "Type your e-mail address.");
    if (email.trim()) ask.mutate(email.trim());
  };
  return (
    <FrontDoor
      title="A new password"
      problem={problem && !atField ? formWords(problem) : null}
      error={ask.error}
      isSaving={ask.isPending}
      onSubmit={submit}
    >
      <TextInput
        label="E-mail"
        type="email"
        autoComplete="username"
        size="md"
        autoFocus
        value={email}
        error={missing ?? atField}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Button type="submit" size="md" loading={ask.isPending} fullWidth>
        Send me a link
      </Button>
      <p className={classes.help}>
        <Link to="/login">Back to signing in</Link>
      </p>
    </FrontDoor>
  );
}

export function NewPasswordForm({ token }: { token: string }) {
  const [password, setPassword] = useState("");
  const confirm = useConfirmReset();
  if (confirm.isSuccess) {
    return (
      <FrontDoor title="Your password is changed">
        <p role="status">You are signed out everywhere. Sign in with the new one.</p>
        <Link to="/login">Sign in</Link>
      </FrontDoor>
    );
  }
  const problem = confirm.error ? asProblem(confirm.error) : null;
  const atField = problem?.fieldError("password");
  return (
    <FrontDoor
      title="Choose a new password"
      problem={problem && !atField ? formWords(problem) : null}
      error={confirm.error}
      isSaving={confirm.isPending}
      onSubmit={() => confirm.mutate({ token, password })}
    >
      <PasswordInput
        label="New password"
        description={PASSWORD_HINT}
        autoComplete="new-password"
        size="md"
        autoFocus
        value={password}
        error={atField}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" size="md" loading={confirm.isPending} fullWidth>
        Change the password
      </Button>
      {problem?.code === "reset_over" && <Link to="/reset">Ask for a new link</Link>}
    </FrontDoor>
  );
}

function formWords(problem: ReturnType<typeof asProblem>): string {
  return problem.status === 429 ? waitWords(problem.retryAfterSeconds) : failureWords(problem);
}
