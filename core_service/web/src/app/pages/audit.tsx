/** The record of who did what, as which role, to what: searched by what stands in the address (R285). */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { auditQuery, type AuditSearch } from "~/features/audit/api";
import { AuditRow } from "~/features/audit/components/audit-row";
import classes from "~/features/audit/components/audit.module.css";
import { actionWords, KNOWN_ACTIONS, KNOWN_RESOURCES, resourceWords } from "~/features/audit/words";
import { DAY_MS } from "~/lib/durations";
import { isRole, ROLE_WORDS } from "~/lib/role-words";
import { instantOf } from "~/lib/zoned-time";
import { MoreOf } from "~/ui/more-of";
import { Card, Page } from "~/ui/page";
import { PersonSelect } from "~/ui/person-select";
import { MenuButton } from "../shell/open-menu";
import { Require } from "../signed-in";
import { CentreChoice, useCentre, useSearchChange } from "./centre-choice";

export function Component() {
  return (
    <Require permission="CENTRE_MANAGE">
      <Audit />
    </Require>
  );
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the address asks for; what makes no sense there is left out. */
function searchOf(address: URLSearchParams, timeZone?: string): AuditSearch {
  const given = (name: string, pattern: RegExp) => {
    const value = address.get(name) ?? "";
    return pattern.test(value) ? value : undefined;
  };
  const role = address.get("role");
  const from = given("from", DAY);
  const to = given("to", DAY);
  const search = {
    centreId: given("centreId", UUID),
    actorId: given("who", UUID),
    action: given("action", /./),
    actingRole: isRole(role) ? role : undefined,
    resourceType: given("what", /./),
    resourceId: given("thing", UUID),
    since: from && instantOf(from, "00:00", timeZone),
    until: to && instantOf(dayAfter(to), "00:00", timeZone),
  };
  const asked = Object.entries(search).filter(([, value]) => value !== undefined);
  return Object.fromEntries(asked) as AuditSearch;
}

const dayAfter = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

function Audit() {
  const [address, setAddress] = useSearchParams();
  const timeZone = useCentre()?.timezone;
  const search = searchOf(address, timeZone);
  const query = useInfiniteQuery(auditQuery(search));
  const seen = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const isFiltered = Object.keys(search).length > 0;
  return (
    <Page
      title="Audit"
      lead={<MenuButton />}
      note="Who did what, as which role"
      actions={<CentreChoice withAll />}
    >
      <Card
        title="Look for"
        aside={
          isFiltered && (
            <Button variant="default" onClick={() => setAddress({}, { replace: true })}>
              Show everything
            </Button>
          )
        }
      >
        <Filters
          known={seen.flatMap(({ actorId, actorName }) =>
            actorId && actorName ? [{ id: actorId, name: actorName }] : [],
          )}
        />
      </Card>
      <Card title="Acts, newest first">
        <MoreOf
          query={query}
          what="acts"
          emptyTitle={isFiltered ? "Nothing on record fits" : undefined}
          empty={
            isFiltered ? "Ask for less." : "Every change that somebody makes is on record here."
          }
        >
          {(entry) => (
            <AuditRow
              key={entry.id}
              entry={entry}
              timeZone={timeZone}
              pathOf={(only) => `/admin/audit?${new URLSearchParams({ ...only })}`}
            />
          )}
        </MoreOf>
      </Card>
    </Page>
  );
}

function Filters({ known }: { known: readonly { id: string; name: string }[] }) {
  const [address] = useSearchParams();
  const change = useSearchChange();
  const thing = address.get("thing");
  const choice = (name: string, label: string, all: string, options: [string, string][]) => (
    <NativeSelect
      label={label}
      value={address.get(name) ?? ""}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
      data={[
        { value: "", label: all },
        ...options.map(([value, words]) => ({ value, label: words })),
      ]}
    />
  );
  const day = (name: string, label: string) => (
    <TextInput
      type="date"
      label={label}
      value={address.get(name) ?? ""}
      onChange={(event) => change({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <div className={classes.filters}>
      <PersonSelect
        label="Who"
        kind="ANYBODY"
        centreId={address.get("centreId")}
        value={address.get("who")}
        onChange={(who) => change({ who })}
        known={known}
      />
      {choice("role", "Acting as", "Any role", Object.entries(ROLE_WORDS))}
      {choice("action", "Did what", "Anything", withWords(KNOWN_ACTIONS, actionWords))}
      {choice("what", "To what", "Anything", withWords(KNOWN_RESOURCES, resourceWords))}
      {day("from", "From")}
      {day("to", "Until, included")}
      {thing && (
        <Button variant="default" onClick={() => change({ thing: null })}>
          Only one thing: show all
        </Button>
      )}
    </div>
  );
}

const withWords = (values: readonly string[], words: (value: string) => string) =>
  values
    .map((value): [string, string] => [value, words(value)])
    .sort(([, one], [, other]) => one.localeCompare(other));
