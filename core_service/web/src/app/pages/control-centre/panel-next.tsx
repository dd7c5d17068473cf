/** What the student in the panel gets next, with the reason and the way to change it. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconListCheck } from "@tabler/icons-react";
import { NOTHING_NEXT, nextWords, whatFollowsQuery } from "~/features/content/api";
import { useRoom, useRoomStudent } from "~/features/room/room-provider";
import { openEnrollmentOf, openExerciseOf } from "~/features/room/state/student-status";
import { asProblem } from "~/lib/problem";
import { KeyHint } from "~/ui/key-hint";
import classes from "./panel-next.module.css";

interface PanelNextProps {
  studentId: string;
  onChange: (studentId: string) => void;
}

export function PanelNext({ studentId, onChange }: PanelNextProps) {
  const { sessionId } = useRoom();
  const student = useRoomStudent(studentId);
  const course = student && openEnrollmentOf(student);
  const follows = useQuery({
    ...whatFollowsQuery({
      studentId,
      courseId: course?.courseId ?? "",
      sessionId,
      openExerciseId: openExerciseOf(student),
    }),
    enabled: course !== undefined,
  });
  const next = follows.data?.[0];
  return (
    <div className={classes.next}>
      <IconListCheck size={20} stroke={1.6} aria-hidden />
      <p>
        <strong>
          {next
            ? nextWords(next).words
            : follows.data
              ? NOTHING_NEXT
              : follows.error
                ? "Next is not known"
                : "Looking …"}
        </strong>
        <span>{next ? next.reason.text : follows.error && asProblem(follows.error).detail}</span>
      </p>
      <Button variant="default" onClick={() => onChange(studentId)}>
        Change
        <span className={classes.key}>
          <KeyHint>A</KeyHint>
        </span>
      </Button>
    </div>
  );
}
