/** One centre of the franchise: renamed, closed and reopened; what closing does is said first. */
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { CentreChangeLimits } from "~/generated/limits";
import { fieldError, Form } from "~/ui/form";
import formClasses from "~/ui/form.module.css";
import { InlineProblem } from "~/ui/state-view";
import { WhatHappens } from "~/ui/what-happens";
import { type Centre, type CentreChange, useChangeCentre, useSetCentreOpen } from "../api";
import classes from "./centres.module.css";

type Asking = "nothing" | "change" | "open";

export function CentreLine({ centre }: { centre: Centre }) {
  const [asking, setAsking] = useState<Asking>("nothing");
  const done = () => setAsking("nothing");
  return (
    <article className={classes.item} aria-label={centre.name}>
      <div className={classes.row}>
        <span>
          <strong>{centre.name}</strong>
          <small>
            {centre.slug}, {centre.timezone}. {centre.isActive ? "Open" : "Closed"}
          </small>
        </span>
        <Button
          variant="default"
          aria-label={`Change ${centre.name}`}
          aria-expanded={asking === "change"}
          onClick={() => setAsking(asking === "change" ? "nothing" : "change")}
        >
          Change
        </Button>
        <Button
          variant="default"
          aria-label={`${centre.isActive ? "Close" : "Reopen"} ${centre.name}…`}
          aria-expanded={asking === "open"}
          onClick={() => setAsking(asking === "open" ? "nothing" : "open")}
        >
          {centre.isActive ? "Close…" : "Reopen…"}
        </Button>
      </div>
      {asking === "change" && <ChangeCentre centre={centre} onDone={done} />}
      {asking === "open" && <OpenOrClose centre={centre} onDone={done} />}
    </article>
  );
}

interface ActProps {
  centre: Centre;
  onDone: () => void;
}

function ChangeCentre({ centre, onDone }: ActProps) {
  const [form, setForm] = useState({
    name: centre.name,
    slug: centre.slug,
    timezone: centre.timezone,
  });
  const change = useChangeCentre(centre.id);
  const field = (name: keyof typeof form) => ({
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setForm({ ...form, [name]: event.currentTarget.value }),
    error: form[name].trim() ? fieldError(change.error, name) : "Must not be empty",
  });
  const submit = () => {
    const changed = Object.entries(form).filter(
      ([name, typed]) => typed.trim() !== centre[name as keyof typeof form],
    );
    if (Object.values(form).some((typed) => !typed.trim())) return;
    if (changed.length === 0) return onDone();
    const trimmed = changed.map(([name, typed]) => [name, typed.trim()]);
    change.mutate(Object.fromEntries(trimmed) as CentreChange, { onSuccess: onDone });
  };
  return (
    <Form
      submit={`Save ${centre.name}`}
      isSaving={change.isPending}
      error={change.error}
      onClose={onDone}
      onSubmit={submit}
    >
      <div className={formClasses.pair}>
        <TextInput
          label="New name"
          maxLength={CentreChangeLimits.name.maxLength}
          {...field("name")}
        />
        <TextInput
          label="New short name"
          maxLength={CentreChangeLimits.slug.maxLength}
          {...field("slug")}
        />
        <TextInput label="New time zone" list="time-zones" {...field("timezone")} />
      </div>
    </Form>
  );
}

const CLOSING = [
  "Whoever belongs to no other open centre is signed out at once, and leaves every open room.",
  "Nobody can sign in there or see it until it is opened again.",
  "Roles, work and history stay.",
];
const REOPENING = [
  "Everybody who belonged to it can sign in again, as what they were.",
  "Look at the timetable: the time that it was closed has passed.",
];

function OpenOrClose({ centre, onDone }: ActProps) {
  const set = useSetCentreOpen(centre.id);
  const act = () => set.mutate(!centre.isActive, { onSuccess: onDone });
  return (
    <WhatHappens points={centre.isActive ? CLOSING : REOPENING}>
      {set.error && <InlineProblem error={set.error} />}
      <div className={formClasses.acts}>
        <Button variant="default" onClick={onDone}>
          Not now
        </Button>
        <Button color={centre.isActive ? "red" : undefined} loading={set.isPending} onClick={act}>
          {centre.isActive ? `Close ${centre.name}` : `Reopen ${centre.name}`}
        </Button>
      </div>
    </WhatHappens>
  );
}
