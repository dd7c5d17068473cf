/** What stands above the class when there is none, or when the lesson is over. */
import { useShallow } from "zustand/react/shallow";
import { useRoomState } from "~/features/room/room-provider";
import type { RoomState } from "~/features/room/room-types";
import { EmptyView } from "~/ui/state-view";
import classes from "./class-notice.module.css";

export function ClassNotice() {
  const status = useRoomState((room) => room.status);
  const facts = useRoomState(useShallow(lessonFacts));
  if (facts.students === 0) {
    return (
      <EmptyView title="Nobody is enrolled yet">
        Students appear here as soon as your centre enrols them in this session.
      </EmptyView>
    );
  }
  if (status !== "COMPLETED") return null;
  const exercises = facts.handedIn === 1 ? "1 exercise was" : `${facts.handedIn} exercises were`;
  return (
    <p className={classes.over} role="status">
      <strong>The session is over.</strong> {facts.here} of {facts.students} came, {exercises}{" "}
      handed in. You can still write notes and put attendance right.
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
