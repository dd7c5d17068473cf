/** The list of people: found by name or address, role and state, all of which stand in the address. */
import { NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { PersonLine } from "~/features/identity/components/people-list";
import classes from "~/features/identity/components/people.module.css";
import { managedPeopleQuery, type PeopleSearch } from "~/features/identity/people-api";
import { isRole, ROLE_WORDS } from "~/lib/role-words";
import { MoreOf } from "~/ui/more-of";
import { Card } from "~/ui/page";
import { useSearchChange } from "../centre-choice";

const TYPING_MS = 250;

function searchOf(address: URLSearchParams): PeopleSearch {
  const role = address.get("role");
  const q = address.get("q")?.trim();
  const centreId = address.get("centreId");
  const state = address.get("state");
  return {
    ...(q && { q }),
    ...(isRole(role) && { role }),
    ...(centreId && { centreId }),
    ...(state !== "all" && { isActive: state !== "out" }),
  };
}

export function PeopleTab() {
  const [address] = useSearchParams();
  const change = useSearchChange();
  const [typed, setTyped] = useState(address.get("q") ?? "");
  const find = useDebouncedCallback((q: string) => change({ q }), TYPING_MS);
  const query = useInfiniteQuery(managedPeopleQuery(searchOf(address)));
  const pathOf = (id: string) => {
    const further = new URLSearchParams(address);
    further.set("person", id);
    return `/admin/users?${further}`;
  };
  return (
    <Card title="People of your centres">
      <div className={classes.filters}>
        <TextInput
          label="Name or e-mail"
          type="search"
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            find(event.currentTarget.value);
          }}
        />
        <NativeSelect
          label="Role"
          value={address.get("role") ?? ""}
          onChange={(event) => change({ role: event.currentTarget.value })}
          data={[
            { value: "", label: "Any role" },
            ...Object.entries(ROLE_WORDS).map(([value, label]) => ({ value, label })),
          ]}
        />
        <NativeSelect
          label="Who may sign in"
          value={address.get("state") ?? ""}
          onChange={(event) => change({ state: event.currentTarget.value })}
          data={[
            { value: "", label: "Who may" },
            { value: "out", label: "Locked out" },
            { value: "all", label: "Everybody" },
          ]}
        />
      </div>
      <MoreOf
        query={query}
        what="people"
        emptyTitle="Nobody fits"
        empty="Ask for less, or invite them."
      >
        {(person) => <PersonLine key={person.id} person={person} path={pathOf(person.id)} />}
      </MoreOf>
    </Card>
  );
}
