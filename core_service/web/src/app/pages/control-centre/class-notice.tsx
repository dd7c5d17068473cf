/** What stands above the class when there is none, or before the lesson begins. */
import { Button } from "@mantine/core";
import { inSeatOrder } from "~/features/room/state/student-status";
import { useRoomState } from "~/features/room/room-provider";
import { firstName } from "~/lib/wording";
import { EmptyView } from "~/ui/state-view";
import classes from "./class-notice.module.css";

interface ClassNoticeProps {
  /** Where the person may add one. */
  onAddStudent?: () => void;
}

export function ClassNotice({ onAddStudent }: ClassNoticeProps) {
  const status = useRoomState((room) => room.status);
  const isEmpty = useRoomState(({ students }) => Object.keys(students).length === 0);
  if (isEmpty) {
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
  return null;
}

/** Before the start: who is in the room already. */
function WhoWaits() {
  const names = useRoomState(({ students }) =>
    inSeatOrder(Object.values(students).filter(({ online }) => online))
      .map(({ name }) => firstName(name))
      .join(", "),
  );
  const count = names === "" ? 0 : names.split(", ").length;
  return (
    <p className={classes.over} role="status">
      <strong>
        {count === 0
          ? "Nobody waits yet."
          : count === 1
            ? "1 student waits."
            : `${count} students wait.`}
      </strong>{" "}
      {names || "Those who sign in appear here. They begin to work when you start the session."}
    </p>
  );
}
