/** What a student has done in this session, and what was said. */
import { timeOfDay } from "~/lib/durations";
import { firstName } from "~/lib/wording";
import { useRoomState } from "../../room-provider";
import type { RoomState, RoomStudent } from "../../state/room-types";
import { useShallow } from "zustand/react/shallow";
import { ExercisesToday } from "./exercises-today";
import classes from "./panel-today.module.css";

export function PanelToday({ student, timeZone }: { student: RoomStudent; timeZone?: string }) {
  const messages = useRoomState(useShallow((room: RoomState) => messagesWith(room, student.id)));
  const given = useRoomState(
    useShallow(({ assignments }: RoomState) =>
      assignments.filter(({ studentId, isActive }) => studentId === student.id && isActive),
    ),
  );
  return (
    <div className={classes.today}>
      <section>
        <h3>Exercises</h3>
        {student.results.length === 0 && <p className={classes.none}>None handed in yet.</p>}
        <ExercisesToday student={student} />
      </section>
      {given.length > 0 && (
        <section>
          <h3>Given by an adult, still open</h3>
          <ul>
            {given.map((assignment) => (
              <li key={assignment.id}>
                <strong>{assignment.title || "An exercise"}</strong>
                <span>{assignment.scope === "session" ? "this session" : "until finished"}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>Messages</h3>
        {messages.length === 0 && <p className={classes.none}>None yet.</p>}
        <ul>
          {messages.map((message) => (
            <li key={message.id}>
              <strong>{message.fromId === student.id ? firstName(student.name) : "You"}</strong>
              <span className={classes.said}>{message.text}</span>
              <span>{timeOfDay(message.sentAt, timeZone)}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function messagesWith({ messages }: RoomState, studentId: string) {
  return messages.filter((each) => each.studentId === studentId || each.fromId === studentId);
}
