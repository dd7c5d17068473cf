/** The login ended while a page was open: signing in again over it, so that nothing typed is lost (UI 1.7). */
import { Button, Modal, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Me } from "~/lib/contract";
import { fieldError, FormFrame } from "~/ui/form";
import { useRenewLogin } from "../renew-login";
import { loginWords } from "./login-form";
import classes from "./login-again.module.css";

interface LoginAgainProps {
  me: Me;
  /** Leaves the page for the login. */
  onLeave: () => void;
}

export function LoginAgain({ me, onLeave }: LoginAgainProps) {
  const [email, setEmail] = useState(me.user.email ?? "");
  const [password, setPassword] = useState("");
  const renew = useRenewLogin(me.user.id);
  const isWhole = email.trim() !== "" && password !== "";
  return (
    <Modal
      opened
      onClose={onLeave}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      title="Sign in again"
    >
      <FormFrame
        className={classes.form}
        isSaving={renew.isPending}
        error={renew.error}
        onSubmit={() => isWhole && renew.mutate({ email: email.trim(), password })}
      >
        <p>Your login has ended. Everything on the page is still there.</p>
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={fieldError(renew.error, "email")}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          data-autofocus
          value={password}
          error={
            renew.error
              ? (fieldError(renew.error, "password") ?? loginWords(renew.error))
              : undefined
          }
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <div className={classes.acts}>
          <Button variant="default" onClick={onLeave}>
            Leave the page
          </Button>
          <Button type="submit" loading={renew.isPending}>
            Sign in
          </Button>
        </div>
      </FormFrame>
    </Modal>
  );
}
