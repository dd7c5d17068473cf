/** A lesson to come, and the one touch that says a child cannot. */
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { AbsenceNoticeRequestLimits } from "~/generated/limits";
import { timeOfDay } from "~/lib/durations";
import { asProblem } from "~/lib/problem";
import { firstName } from "~/lib/wording";
import { shortCourseName } from "~/ui/course-icon";
import { FormFrame, FormProblem } from "~/ui/form";
import { InlineProblem } from "~/ui/state-view";
import { type Child, type ComingLesson, useCannotCome, useComesAfterAll } from "../api";
import classes from "./family.module.css";

interface NextLessonProps {
  lesson: ComingLesson;
  child: Child;
  timeZone?: string;
}

export function NextLesson({ lesson, child, timeZone }: NextLessonProps) {
  const day = new Date(lesson.scheduledStart);
  const name = firstName(child.name);
  const where = lesson.roomName ? `, ${lesson.roomName}` : "";
  return (
    <div className={classes.stack}>
      <div className={classes.next}>
        <div className={classes.day} aria-hidden>
          <small>{day.toLocaleDateString("en-GB", { weekday: "short", timeZone })}</small>
          <strong>{day.toLocaleDateString("en-GB", { day: "numeric", timeZone })}</strong>
        </div>
        <p>
          <strong>{lesson.name}</strong>
          <br />
          <span className={classes.quiet}>
            {day.toLocaleDateString("en-GB", { weekday: "long", timeZone })},{" "}
            {timeOfDay(lesson.scheduledStart, timeZone)},{" "}
            {lesson.courseNames.map(shortCourseName).join(" and ")}
            {where}
          </span>
        </p>
      </div>
      {lesson.status === "CANCELLED" ? (
        <p className={classes.note}>This session is cancelled.</p>
      ) : lesson.absenceNotice ? (
        <Excused name={name} notice={lesson.absenceNotice} />
      ) : (
        <CannotCome name={name} sessionId={lesson.sessionId} studentId={child.id} />
      )}
    </div>
  );
}

function Excused({
  name,
  notice,
}: {
  name: string;
  notice: NonNullable<ComingLesson["absenceNotice"]>;
}) {
  const comes = useComesAfterAll();
  return (
    <div className={classes.note} role="status">
      <p>
        The centre knows that {name} is not coming.
        {notice.reason && ` “${notice.reason}”`}
      </p>
      <Button
        variant="default"
        size="md"
        loading={comes.isPending}
        onClick={() => comes.mutate(notice.id)}
      >
        {name} comes after all
      </Button>
      {comes.error && <InlineProblem error={comes.error} />}
    </div>
  );
}

/** Two steps, since it reaches the tutor: what is typed stays when it fails. */
function CannotCome({
  name,
  sessionId,
  studentId,
}: {
  name: string;
  sessionId: string;
  studentId: string;
}) {
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const tell = useCannotCome();
  const send = () => tell.mutate({ sessionId, studentId, reason: reason.trim() || null });
  const problem = tell.error ? asProblem(tell.error) : null;
  const atField = problem?.fieldError("reason");
  if (!isAsking) {
    return (
      <Button variant="default" size="md" onClick={() => setAsking(true)}>
        {name} can’t come
      </Button>
    );
  }
  return (
    <FormFrame
      className={classes.stack}
      isSaving={tell.isPending}
      error={tell.error}
      onSubmit={send}
    >
      <Textarea
        label={`Why can’t ${name} come? (you need not say)`}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={atField}
        maxLength={AbsenceNoticeRequestLimits.reason.maxLength}
        autosize
        minRows={2}
        data-autofocus
      />
      <Button type="submit" size="md" loading={tell.isPending}>
        Tell the centre
      </Button>
      <Button variant="default" size="md" onClick={() => setAsking(false)}>
        Back
      </Button>
      {problem && !atField && <FormProblem error={problem} onRetry={send} />}
    </FormFrame>
  );
}
