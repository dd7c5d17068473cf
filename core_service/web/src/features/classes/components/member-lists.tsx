/** The editor of a class: search on one side, members on the other; tick several, move them together. */
import { Button, Checkbox, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { IconArrowLeft, IconArrowRight } from "@tabler/icons-react";
import { useState } from "react";
import { coursesQuery } from "~/lib/courses";
import { type ListedPerson, peopleQuery } from "~/lib/people";
import { InlineProblem } from "~/ui/state-view";
import { addMembers, CLASSES, type Member, removeMember, type SchoolClass } from "../api";
import { candidates, currentMembers } from "../membership";
import classes from "./classes.module.css";

const TYPING_MS = 200;

interface MemberListsProps {
  schoolClass: SchoolClass;
  members: readonly Member[];
  today: string;
  mayChange: boolean;
}

export function MemberLists({ schoolClass, members, today, mayChange }: MemberListsProps) {
  const now = currentMembers(members, today);
  return (
    <div className={classes.lists}>
      {mayChange && <Joining schoolClass={schoolClass} members={now} />}
      <Members schoolClass={schoolClass} members={now} mayChange={mayChange} />
    </div>
  );
}

function Joining({ schoolClass, members }: { schoolClass: SchoolClass; members: Member[] }) {
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed, TYPING_MS);
  const [course, setCourse] = useState<string | null>(null);
  const { data: courses } = useQuery(coursesQuery);
  const courseId = course ?? courses?.[0]?.id ?? null;
  const found = useQuery(peopleQuery("STUDENT", schoolClass.centreId, search));
  const people = candidates(found.data ?? [], members, courseId);
  const ticks = useTicks();
  const join = useMembership(schoolClass.id, (ids: string[]) =>
    addMembers(
      schoolClass.id,
      ids.map((studentId) => ({ studentId, courseId: courseId ?? "" })),
    ),
  );
  const chosen = people.filter(({ id }) => ticks.has(id));
  return (
    <section aria-labelledby="joining">
      <h3 id="joining">Students of the centre</h3>
      <TextInput
        type="search"
        label="Search"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Select
        label="Course"
        allowDeselect={false}
        data={(courses ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={courseId}
        onChange={setCourse}
      />
      <Ticks
        label="Students who may join"
        people={people}
        ticks={ticks}
        empty={
          found.isPending ? "Looking" : found.error ? "They could not be loaded" : "Nobody else"
        }
      />
      {join.error && <InlineProblem error={join.error} />}
      <Button
        rightSection={<IconArrowRight size={17} aria-hidden />}
        loading={join.isPending}
        disabled={chosen.length === 0 || courseId === null}
        onClick={() =>
          join.mutate(
            chosen.map(({ id }) => id),
            { onSuccess: ticks.clear },
          )
        }
      >
        {chosen.length === 0 ? "Tick who joins" : `Add ${chosen.length}`}
      </Button>
    </section>
  );
}

function Members({
  schoolClass,
  members,
  mayChange,
}: {
  schoolClass: SchoolClass;
  members: Member[];
  mayChange: boolean;
}) {
  const ticks = useTicks();
  const leave = useMembership(schoolClass.id, (ids: string[]) =>
    Promise.all(ids.map((id) => removeMember(schoolClass.id, id))),
  );
  const people = members.map(({ id, studentName, courseName }) => ({
    id,
    name: studentName,
    detail: courseName,
  }));
  const chosen = people.filter(({ id }) => ticks.has(id));
  return (
    <section aria-labelledby="members">
      <h3 id="members">In the class</h3>
      <Ticks
        label="Members"
        people={people}
        ticks={mayChange ? ticks : null}
        empty="Nobody is in this class yet."
      />
      {leave.error && <InlineProblem error={leave.error} />}
      {mayChange && (
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={17} aria-hidden />}
          loading={leave.isPending}
          disabled={chosen.length === 0}
          onClick={() =>
            leave.mutate(
              chosen.map(({ id }) => id),
              { onSuccess: ticks.clear },
            )
          }
        >
          {chosen.length === 0 ? "Tick who leaves" : `Take out ${chosen.length}`}
        </Button>
      )}
    </section>
  );
}

interface TicksProps {
  label: string;
  people: readonly (Pick<ListedPerson, "id" | "name"> & { detail?: string })[];
  ticks: ReturnType<typeof useTicks> | null;
  empty: string;
}

function Ticks({ label, people, ticks, empty }: TicksProps) {
  if (people.length === 0) return <p className={classes.none}>{empty}</p>;
  return (
    <ul className={classes.ticks} aria-label={label}>
      {people.map(({ id, name, detail }) => (
        <li key={id}>
          {ticks ? (
            <Checkbox
              label={detail ? `${name}, ${detail}` : name}
              checked={ticks.has(id)}
              onChange={() => ticks.toggle(id)}
            />
          ) : (
            `${name}, ${detail}`
          )}
        </li>
      ))}
    </ul>
  );
}

function useTicks() {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  return {
    has: (id: string) => ticked.has(id),
    toggle: (id: string) => {
      const next = new Set(ticked);
      if (!next.delete(id)) next.add(id);
      setTicked(next);
    },
    clear: () => setTicked(new Set()),
  };
}

function useMembership(cohortId: string, change: (ids: string[]) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: [...CLASSES, "members", cohortId] }),
        queries.invalidateQueries({ queryKey: [...CLASSES, "list"] }),
        queries.invalidateQueries({ queryKey: [...CLASSES, "one", cohortId] }),
      ]),
  });
}
