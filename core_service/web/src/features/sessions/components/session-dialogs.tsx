/** The forms that change one session; each says who is told before it is sent. */
import { Modal, Select, TextInput } from "@mantine/core";
import { type ComponentType, useState } from "react";
import { EnrollmentRequestLimits } from "~/generated/limits";
import type { CourseRef, SessionSummary } from "~/lib/contract";
import { fieldError, Form } from "~/ui/form";
import { PersonSelect } from "~/ui/person-select";
import { withCollisions } from "../collisions";
import { useWalkIn } from "../edits";
import { CancelSession } from "./cancel-session";
import { MoveSession } from "./move-session";
import { type SessionFormProps, StoredSession } from "./stored-session";
import { SubstituteSession } from "./substitute-session";

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

type SessionForm = ComponentType<SessionFormProps>;

const FORMS: Readonly<Record<Exclude<SessionDialog, "walk-in">, SessionForm>> = {
  substitute: SubstituteSession,
  reschedule: MoveSession,
  cancel: CancelSession,
};

export function SessionDialogs({ open, courses, ...dialog }: SessionDialogsProps) {
  return (
    <Modal opened={open !== null} onClose={dialog.onClose} title={open && TITLES[open]}>
      {open !== null && open !== "walk-in" && <StoredForm {...dialog} Form={FORMS[open]} />}
      {open === "walk-in" && <WalkIn {...dialog} courses={courses} />}
    </Modal>
  );
}

function StoredForm({ session, Form, ...further }: DialogProps & { Form: SessionForm }) {
  return (
    <StoredSession sessionId={session.id}>
      {(loaded) => <Form {...further} loaded={loaded} />}
    </StoredSession>
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
        error={
          isTried && courseId === null
            ? "Choose a course"
            : fieldError(walkIn.error, "enrollments.0.courseId")
        }
      />
      <TextInput
        label="Seat"
        description="Empty for none"
        maxLength={EnrollmentRequestLimits.seat.maxLength}
        value={seat}
        onChange={(event) => setSeat(event.currentTarget.value)}
        error={fieldError(walkIn.error, "enrollments.0.seat")}
      />
    </Form>
  );
}
