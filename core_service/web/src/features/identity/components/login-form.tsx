/** The sign-in form; what was typed stays when it fails. */
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { failureWords } from "~/lib/permission-words";
import { asProblem } from "~/lib/problem";
import { fieldError } from "~/ui/form";
import { useLogin } from "../api";
import { FrontDoor } from "./front-door";
import classes from "./login-form.module.css";

interface LoginFormProps {
  /** Another way in, where there is one. */
  children?: ReactNode;
}

export function LoginForm({ children }: LoginFormProps) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState<{ email?: string; password?: string }>({});
  const login = useLogin();

  const submit = () => {
    const gaps = {
      email: email.trim() ? undefined : "Type your e-mail address.",
      password: password ? undefined : "Type your password.",
    };
    setMissing(gaps);
    if (!gaps.email && !gaps.password) login.mutate({ email: email.trim(), password });
  };

  return (
    <FrontDoor
      title="Sign in to AetherLearn"
      problem={login.error && loginWords(login.error)}
      error={login.error}
      isSaving={login.isPending}
      onSubmit={submit}
    >
      <TextInput
        label="E-mail"
        type="email"
        name="email"
        autoComplete="username"
        size="md"
        autoFocus
        value={email}
        error={missing.email ?? fieldError(login.error, "email")}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label="Password"
        name="password"
        autoComplete="current-password"
        size="md"
        value={password}
        error={missing.password ?? fieldError(login.error, "password")}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" size="md" loading={login.isPending} fullWidth>
        Sign in
      </Button>
      <p className={classes.help}>
        <a href="/reset">Forgotten your password?</a>
      </p>
      {children}
    </FrontDoor>
  );
}

export function loginWords(error: unknown): string {
  const problem = asProblem(error);
  if (problem.status === 429) return waitWords(problem.retryAfterSeconds);
  if (problem.code === "bad_credentials") {
    return "The e-mail address and the password do not belong together. Check both, then try again.";
  }
  return failureWords(problem);
}

export function waitWords(seconds: number | null): string {
  const minutes = Math.max(1, Math.ceil((seconds ?? 60) / 60));
  return `Too many tries. Wait ${minutes === 1 ? "a minute" : `${minutes} minutes`}, then try again.`;
}
