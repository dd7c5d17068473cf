/** What the student in the panel gets next, with the reason and the way to change it. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconListCheck } from "@tabler/icons-react";
import { nextContentQuery, nextWords } from "~/features/content/api";
import { useRoom, useRoomStudent } from "~/features/room/room-provider";
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
  const course =
    student?.enrollments.find((each) => each.enrollmentId === student.activity?.enrollmentId) ??
    student?.enrollments[0];
  const next = useQuery({
    ...nextContentQuery({ studentId, courseId: course?.courseId ?? "", sessionId }),
    enabled: course !== undefined,
  });
  return (
    <div className={classes.next}>
      <IconListCheck size={20} stroke={1.6} aria-hidden />
      <p>
        <strong>
          {next.data ? nextWords(next.data).words : next.error ? "Next is not known" : "Looking …"}
        </strong>
        <span>
          {next.data ? next.data.reason.text : next.error && asProblem(next.error).detail}
        </span>
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
