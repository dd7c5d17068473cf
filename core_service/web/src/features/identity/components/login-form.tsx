/** The sign-in form; what was typed stays when it fails. */
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { IconSchool } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { asProblem } from "~/lib/problem";
import { useLogin } from "../api";
import classes from "./login-form.module.css";

export function LoginForm() {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState<{ email?: string; password?: string }>({});
  const login = useLogin();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const gaps = {
      email: email.trim() ? undefined : "Type your e-mail address.",
      password: password ? undefined : "Type your password.",
    };
    setMissing(gaps);
    if (!gaps.email && !gaps.password) login.mutate({ email: email.trim(), password });
  };

  return (
    <main className={classes.page}>
      <form className={classes.card} onSubmit={submit} noValidate>
        <span className={classes.mark} aria-hidden>
          <IconSchool size={26} stroke={1.75} />
        </span>
        <h1>Sign in to AetherLearn</h1>
        {login.error && (
          <p className={classes.problem} role="alert">
            {loginWords(login.error)}
          </p>
        )}
        <TextInput
          label="E-mail"
          type="email"
          name="email"
          autoComplete="username"
          size="md"
          autoFocus
          value={email}
          error={missing.email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          size="md"
          value={password}
          error={missing.password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={login.isPending} fullWidth>
          Sign in
        </Button>
        <p className={classes.help}>
          Forgotten your password? Your centre&rsquo;s supervisor can give you a new one.
        </p>
      </form>
    </main>
  );
}

function loginWords(error: unknown): string {
  const problem = asProblem(error);
  if (problem.status === 429) {
    const minutes = Math.max(1, Math.ceil((problem.retryAfterSeconds ?? 60) / 60));
    return `Too many tries. Wait ${minutes === 1 ? "a minute" : `${minutes} minutes`}, then try again.`;
  }
  if (problem.code === "bad_credentials") {
    return "The e-mail address and the password do not belong together. Check both, then try again.";
  }
  return problem.detail;
}
