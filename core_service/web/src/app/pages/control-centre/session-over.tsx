/** After the lesson: what it came to, the notes for families that are still to be written, attendance that is left. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useShallow } from "zustand/react/shallow";
import { Link } from "react-router";
import { notesQuery } from "~/features/room/api";
import { OverRow } from "~/features/room/components/over-row";
import { useRoom, useRoomState } from "~/features/room/room-provider";
import type { RoomState, RoomStudent } from "~/features/room/state/room-types";
import { usePlaces } from "~/features/room/use-places";
import { minutesText } from "~/lib/durations";
import { sessionPath } from "~/lib/session-paths";
import { counted } from "~/lib/wording";
import { ActBar } from "~/ui/act-bar";
import { InlineProblem } from "~/ui/state-view";
import classes from "./session-over.module.css";
import type { Centre } from "./use-centre";

export function SessionOver({ centre }: { centre: Centre }) {
  const { sessionId } = useRoom();
  const { acts, moves, session } = centre;
  const facts = useRoomState(useShallow(lessonFacts));
  const places = usePlaces(centre.prefs.order);
  const notes = useQuery(notesQuery(sessionId));
  const family = notes.data?.items.filter(({ visibility }) => visibility === "parent") ?? [];
  const written = new Set(family.map(({ studentId }) => studentId));
  const left = places.length - places.filter((id) => written.has(id)).length;
  const base = sessionPath(session.id);
  return (
    <div className={classes.over}>
      <div className={classes.bar}>
        <ActBar log={acts.log} onStepIn={centre.stepIn} />
      </div>
      <section className={classes.summary} aria-label="Summary" role="status">
        <h2>The session is over.</h2>
        <p>
          {facts.came} of {facts.students} came,{" "}
          {counted(facts.handedIn, "exercise was", "exercises were")} handed in
          {session.actualStart && session.actualEnd
            ? `, ${minutesText(Date.parse(session.actualEnd) - Date.parse(session.actualStart))} in all`
            : ""}
          .
        </p>
        <p>
          {left === 0
            ? "Every family has a note."
            : `${counted(left, "note")} for families left to write.`}{" "}
          {facts.unmarked > 0 &&
            `${counted(facts.unmarked, "student is", "students are")} not marked.`}
        </p>
        <div className={classes.links}>
          <Button
            component={Link}
            to={`${base}/attendance`}
            variant={facts.unmarked > 0 ? "filled" : "default"}
          >
            {facts.unmarked > 0 ? "Finish attendance" : "Attendance"}
          </Button>
          <Button component={Link} to={`${base}#timeline`} variant="default">
            Timeline
          </Button>
        </div>
      </section>
      {notes.error && <InlineProblem error={notes.error} onRetry={() => void notes.refetch()} />}
      <ul className={classes.rows} aria-label="Notes for families">
        {places.map((id) => (
          <OverRow
            key={id}
            studentId={id}
            acts={acts}
            notes={family.filter(({ studentId }) => studentId === id)}
            onOpen={moves.open}
          />
        ))}
      </ul>
    </div>
  );
}

/** By the mark, and by having been in the room where there is none. */
function hasCome({ attendance, hasJoined }: RoomStudent): boolean {
  return attendance === null ? hasJoined : attendance === "PRESENT" || attendance === "LATE";
}

function lessonFacts({ students }: RoomState) {
  const all = Object.values(students);
  return {
    students: all.length,
    came: all.filter(hasCome).length,
    unmarked: all.filter(({ attendance }) => attendance === null).length,
    handedIn: all.reduce((sum, { results }) => sum + results.length, 0),
  };
}
