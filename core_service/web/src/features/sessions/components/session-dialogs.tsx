/** The forms that change one session; each says who is told before it is sent. */
import { Modal, Select, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CourseRef, SessionSummary } from "~/lib/contract";
import { fieldError, Form } from "~/ui/form";
import { PersonSelect } from "~/ui/person-select";
import { useCancel, useSubstitute, useWalkIn } from "../edits";
import { toldWords } from "../told";
import { withCollisions } from "../collisions";
import { MoveSession } from "./move-session";

export type SessionDialog = "substitute" | "reschedule" | "cancel" | "walk-in";

interface DialogProps {
  session: SessionSummary;
  timeZone?: string;
  onClose: () => void;
}

interface SessionDialogsProps extends DialogProps {
  open: SessionDialog | null;
  courses: readonly CourseRef[];
}

const TITLES: Readonly<Record<SessionDialog, string>> = {
  substitute: "Who teaches instead?",
  reschedule: "Move this session",
  cancel: "Cancel this session?",
  "walk-in": "Add a student",
};

export function SessionDialogs({ open, courses, ...dialog }: SessionDialogsProps) {
  return (
    <Modal opened={open !== null} onClose={dialog.onClose} title={open && TITLES[open]}>
      {open === "substitute" && <Substitute {...dialog} />}
      {open === "reschedule" && <MoveSession {...dialog} />}
      {open === "cancel" && <Cancel {...dialog} />}
      {open === "walk-in" && <WalkIn {...dialog} courses={courses} />}
    </Modal>
  );
}

function Substitute({ session, timeZone, onClose }: DialogProps) {
  const substitute = useSubstitute(session.id);
  const [tutorId, setTutorId] = useState(session.substituteTutor?.id ?? null);
  return (
    <Form
      submit={tutorId ? "Name as substitute" : `${session.tutor.name} teaches`}
      isSaving={substitute.isPending}
      error={withCollisions(substitute.error, timeZone)}
      onSubmit={() => substitute.mutate(tutorId, { onSuccess: onClose })}
      onClose={onClose}
    >
      <PersonSelect
        label="Substitute"
        description={`Instead of ${session.tutor.name}; empty for nobody`}
        kind="TEACHER"
        centreId={session.centreId}
        value={tutorId}
        known={session.substituteTutor ? [session.substituteTutor] : []}
        onChange={setTutorId}
        error={fieldError(substitute.error, "tutorId")}
      />
      <p>Told: {toldWords(session)}.</p>
    </Form>
  );
}

function Cancel({ session, onClose }: DialogProps) {
  const cancel = useCancel(session.id);
  const [reason, setReason] = useState("");
  return (
    <Form
      submit="Cancel the session"
      isDanger
      isSaving={cancel.isPending}
      error={cancel.error}
      onSubmit={() => cancel.mutate(reason.trim() || null, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Textarea
        label="Why"
        description="Goes to everybody who is told"
        rows={3}
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={fieldError(cancel.error, "reason")}
        data-autofocus
      />
      <p>Told: {toldWords(session)}. A cancelled session cannot be brought back.</p>
    </Form>
  );
}

function WalkIn({
  session,
  timeZone,
  courses,
  onClose,
}: DialogProps & { courses: readonly CourseRef[] }) {
  const walkIn = useWalkIn(session.id);
  const [studentId, setStudentId] = useState<string | null>(null);
  const [courseId, setCourseId] = useState<string | null>(courses[0]?.id ?? null);
  const [seat, setSeat] = useState("");
  const [isTried, setTried] = useState(false);
  const send = () => {
    setTried(true);
    if (studentId === null || courseId === null) return;
    walkIn.mutate({ studentId, courseId, seat: seat.trim() || null }, { onSuccess: onClose });
  };
  return (
    <Form
      submit="Add"
      isSaving={walkIn.isPending}
      error={withCollisions(walkIn.error, timeZone)}
      onSubmit={send}
      onClose={onClose}
    >
      <PersonSelect
        label="Student"
        kind="STUDENT"
        centreId={session.centreId}
        value={studentId}
        onChange={setStudentId}
        error={
          isTried && studentId === null
            ? "Choose a student"
            : fieldError(walkIn.error, "enrollments.0.studentId")
        }
      />
      <Select
        label="Course"
        data={courses.map(({ id, name }) => ({ value: id, label: name }))}
        value={courseId}
        onChange={setCourseId}
        error={isTried && courseId === null ? "Choose a course" : undefined}
      />
      <TextInput
        label="Seat"
        description="Empty for none"
        maxLength={10}
        value={seat}
        onChange={(event) => setSeat(event.currentTarget.value)}
        error={fieldError(walkIn.error, "enrollments.0.seat")}
      />
    </Form>
  );
}
