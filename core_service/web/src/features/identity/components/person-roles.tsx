/** What a person is in which centre: roles given and ended, no others than one may give. */
import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { Me, Role } from "~/lib/contract";
import { ROLE_WORDS } from "~/lib/role-words";
import { fieldError, Form } from "~/ui/form";
import formClasses from "~/ui/form.module.css";
import { InlineProblem } from "~/ui/state-view";
import { grantableRoles, mayGrant } from "../granting";
import { type HeldRole, type ManagedPerson, useEndRole, useGrantRole } from "../people-api";
import classes from "./people.module.css";

/** Where a role of head office holds; no centre has this id. */
const FRANCHISE = "franchise";

export function PersonRoles({ me, person }: { me: Me; person: ManagedPerson }) {
  const end = useEndRole(person.id);
  const placeOf = ({ centreId }: HeldRole) =>
    me.centres.find(({ id }) => id === centreId)?.name ?? "All centres";
  const isOwn = person.id === me.user.id;
  return (
    <div className={classes.stack}>
      {person.roles.length === 0 && <p className={classes.quiet}>No role in your centres.</p>}
      <ul className={classes.list}>
        {person.roles.map((held) => (
          <li key={held.id} className={classes.line}>
            <span>
              <strong>{ROLE_WORDS[held.role]}</strong>
              <small>{placeOf(held)}</small>
            </span>
            {!isOwn && mayGrant(me, held.role, held.centreId) && (
              <Button
                variant="default"
                aria-label={`End: ${ROLE_WORDS[held.role]}, ${placeOf(held)}`}
                loading={end.isPending && end.variables === held.id}
                onClick={() => end.mutate(held.id)}
              >
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
      {end.error && <InlineProblem error={end.error} />}
      <GrantForm me={me} person={person} />
    </div>
  );
}

function GrantForm({ me, person }: { me: Me; person: ManagedPerson }) {
  const grant = useGrantRole(person.id);
  const places = [
    ...me.centres.map(({ id, name }) => ({ value: id, label: name })),
    ...(grantableRoles(me, null).length > 0 ? [{ value: FRANCHISE, label: "All centres" }] : []),
  ];
  const [place, setPlace] = useState(places[0]?.value ?? "");
  const centreId = place === FRANCHISE ? null : place;
  const isHeld = (role: Role) =>
    person.roles.some((held) => held.role === role && held.centreId === centreId);
  const roles = grantableRoles(me, centreId).filter((each) => !isHeld(each));
  const [chosen, setChosen] = useState<string>("TEACHER");
  const role: Role | undefined = roles.find((each) => each === chosen) ?? roles[0];
  if (place === "" || !role) return null;
  return (
    <Form
      submit="Give this role"
      isSaving={grant.isPending}
      error={grant.error}
      onSubmit={() => grant.mutate({ role, centreId })}
    >
      <div className={formClasses.pair}>
        <NativeSelect
          label="Role"
          value={role}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={roles.map((each) => ({ value: each, label: ROLE_WORDS[each] }))}
          error={fieldError(grant.error, "role")}
        />
        {places.length > 1 && (
          <NativeSelect
            label="Where"
            value={place}
            onChange={(event) => setPlace(event.currentTarget.value)}
            data={places}
            error={fieldError(grant.error, "centreId")}
          />
        )}
      </div>
    </Form>
  );
}
