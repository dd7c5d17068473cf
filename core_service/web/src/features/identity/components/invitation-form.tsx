/** Accepting an invitation: a new person gives name and password, a known one signs in. */
import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { AcceptRequestLimits } from "~/generated/limits";
import type { Me } from "~/lib/contract";
import { failureWords } from "~/lib/permission-words";
import { asProblem } from "~/lib/problem";
import { ROLE_WORDS } from "~/lib/role-words";
import { InlineProblem } from "~/ui/state-view";
import { useLogout } from "../api";
import { type Offer, useAcceptInvitation } from "../front-door-api";
import { PASSWORD_HINT } from "../password-hint";
import { FrontDoor } from "./front-door";
import classes from "./login-form.module.css";

interface InvitationProps {
  token: string;
  offer: Offer;
  me: Me | null;
  onJoined: () => void;
}

export function InvitationForm({ token, offer, me, onJoined }: InvitationProps) {
  const title = `Join ${offer.centreName ?? "AetherLearn"}`;
  const ofWhom = offer.children > 1 ? ` of ${offer.children} children` : "";
  const asWhom = `You are invited as ${ROLE_WORDS[offer.role]}${ofWhom}, with ${offer.email}.`;
  const form = { token, title, asWhom, onJoined };
  if (me) return <AsYourself {...form} me={me} />;
  if (offer.hasAccount) {
    return (
      <FrontDoor title={title}>
        <p>{asWhom} You have an account already: sign in with it to accept.</p>
        <Button
          component={Link}
          to="/login"
          state={{ from: `/invite/${token}` }}
          size="md"
          fullWidth
        >
          Sign in
        </Button>
      </FrontDoor>
    );
  }
  return <AsNewPerson {...form} />;
}

interface FormProps {
  token: string;
  title: string;
  asWhom: string;
  onJoined: () => void;
}

function AsNewPerson({ token, title, asWhom, onJoined }: FormProps) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const accept = useAcceptInvitation(token);
  const problem = accept.error ? asProblem(accept.error) : null;
  const atFields = { name: problem?.fieldError("name"), password: problem?.fieldError("password") };
  const isElsewhere = problem && !atFields.name && !atFields.password;
  return (
    <FrontDoor
      title={title}
      problem={isElsewhere ? failureWords(problem) : null}
      error={accept.error}
      isSaving={accept.isPending}
      onSubmit={() => accept.mutate({ name: name.trim(), password }, { onSuccess: onJoined })}
    >
      <p>{asWhom}</p>
      <TextInput
        label="Your name"
        autoComplete="name"
        maxLength={AcceptRequestLimits.name.maxLength}
        size="md"
        autoFocus
        value={name}
        error={atFields.name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <PasswordInput
        label="Choose a password"
        description={PASSWORD_HINT}
        autoComplete="new-password"
        size="md"
        value={password}
        error={atFields.password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" size="md" loading={accept.isPending} fullWidth>
        Join
      </Button>
    </FrontDoor>
  );
}

function AsYourself({ token, title, asWhom, me, onJoined }: FormProps & { me: Me }) {
  const accept = useAcceptInvitation(token);
  const logout = useLogout();
  return (
    <FrontDoor
      title={title}
      isSaving={accept.isPending}
      onSubmit={() => accept.mutate(null, { onSuccess: onJoined })}
    >
      <p>{asWhom}</p>
      <p className={classes.help}>
        You are signed in as {me.user.name}
        {me.user.email && `, ${me.user.email}`}.
      </p>
      {accept.error && <InlineProblem error={accept.error} />}
      <Button type="submit" size="md" loading={accept.isPending} fullWidth>
        Accept as {me.user.name}
      </Button>
      <Button variant="default" size="md" fullWidth onClick={() => logout.mutate()}>
        I am somebody else
      </Button>
    </FrontDoor>
  );
}
