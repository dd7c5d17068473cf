/** Locking a person out, or letting them in again; what happens is said first. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { firstName } from "~/lib/wording";
import { InlineProblem } from "~/ui/state-view";
import { WhatHappens } from "~/ui/what-happens";
import { type ManagedPerson, useLetIn } from "../people-api";
import classes from "./people.module.css";

export function PersonAccess({ person }: { person: ManagedPerson }) {
  const [isAsking, setAsking] = useState(false);
  const letIn = useLetIn(person.id);
  const first = firstName(person.name);
  const act = () => letIn.mutate(!person.isActive, { onSuccess: () => setAsking(false) });
  const happens = person.isActive
    ? [
        `${first} is signed out everywhere at once, and leaves every open room.`,
        "Their API tokens end for good.",
        "Roles, work and history stay, and wait for their return.",
      ]
    : [
        `${first} can sign in again with the password of before, as what they were.`,
        "API tokens that have ended stay ended.",
      ];
  return (
    <div className={classes.stack}>
      <p>{person.isActive ? `${first} may sign in.` : `${first} is locked out.`}</p>
      {!isAsking && (
        <div className={classes.acts}>
          <Button variant="default" onClick={() => setAsking(true)}>
            {person.isActive ? "Lock out…" : "Let in again…"}
          </Button>
        </div>
      )}
      {isAsking && (
        <WhatHappens points={happens}>
          <div className={classes.acts}>
            <Button variant="default" onClick={() => setAsking(false)}>
              Not now
            </Button>
            <Button
              color={person.isActive ? "red" : undefined}
              loading={letIn.isPending}
              onClick={act}
            >
              {person.isActive ? `Lock ${first} out` : `Let ${first} in`}
            </Button>
          </div>
        </WhatHappens>
      )}
      {letIn.error && <InlineProblem error={letIn.error} />}
    </div>
  );
}
