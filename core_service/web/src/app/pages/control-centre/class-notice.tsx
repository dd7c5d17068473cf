/** What stands above the class when there is none, or when the lesson is over. */
import { Button } from "@mantine/core";
import { useShallow } from "zustand/react/shallow";
import { inSeatOrder } from "~/features/room/student-status";
import { useRoomState } from "~/features/room/room-provider";
import type { RoomState } from "~/features/room/room-types";
import { EmptyView } from "~/ui/state-view";
import classes from "./class-notice.module.css";

interface ClassNoticeProps {
  /** Where the person may add one. */
  onAddStudent?: () => void;
}

export function ClassNotice({ onAddStudent }: ClassNoticeProps) {
  const status = useRoomState((room) => room.status);
  const facts = useRoomState(useShallow(lessonFacts));
  if (facts.students === 0) {
    return (
      <EmptyView
        title="Nobody is enrolled yet"
        action={onAddStudent && <Button onClick={onAddStudent}>Add a student</Button>}
      >
        {onAddStudent
          ? "Add the students who come, each with their course."
          : "Students appear here as soon as your centre enrols them in this session."}
      </EmptyView>
    );
  }
  if (status === "SCHEDULED") return <WhoWaits />;
  if (status !== "COMPLETED") return null;
  const exercises = facts.handedIn === 1 ? "1 exercise was" : `${facts.handedIn} exercises were`;
  return (
    <p className={classes.over} role="status">
      <strong>The session is over.</strong> {facts.here} of {facts.students} came, {exercises}{" "}
      handed in. You can still write notes and put attendance right.
    </p>
  );
}

/** Before the start: who is in the room already. */
function WhoWaits() {
  const names = useRoomState(({ students }) =>
    inSeatOrder(Object.values(students).filter(({ online }) => online))
      .map(({ name }) => name.split(" ")[0])
      .join(", "),
  );
  const count = names === "" ? 0 : names.split(", ").length;
  return (
    <p className={classes.over} role="status">
      <strong>
        {count === 0 ? "Nobody waits yet." : count === 1 ? "1 student waits." : `${count} students wait.`}
      </strong>{" "}
      {names || "Those who sign in appear here. They begin to work when you start the session."}
    </p>
  );
}

function lessonFacts({ students }: RoomState) {
  const all = Object.values(students);
  return {
    students: all.length,
    here: all.filter(({ attendance }) => attendance === "PRESENT" || attendance === "LATE").length,
    handedIn: all.reduce((sum, { results }) => sum + results.length, 0),
  };
}
