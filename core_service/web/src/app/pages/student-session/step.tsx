/** The one task of the moment, as the flow decides it. */
import { IconMap2, IconMoodSmile } from "@tabler/icons-react";
import { Notice } from "~/features/student-session/components/notice";
import { WaitingScreen } from "~/features/student-session/components/waiting-screen";
import { NO_CHOICES, type Step } from "~/features/student-session/flow";
import { whyNothing } from "~/features/student-session/words";
import { firstName } from "~/lib/wording";
import { useMe } from "../../signed-in";
import { StudentAttempt } from "./attempt";
import { SessionOver } from "./closed";
import { tutorOf } from "./hand";
import { StudentLesson } from "./lesson";
import { StudentResult } from "./result";
import { StudentStart } from "./start";
import type { StepProps } from "./step-props";

export function StudentSessionStep({ step, ...props }: StepProps & { step: Step }) {
  const { view, choices, setChoices, refresh } = props;
  const { centres } = useMe();
  const tutor = firstName(tutorOf(view).name);
  const { enrollmentId, leftAttemptIds } = choices;
  const goOn = () => setChoices({ ...NO_CHOICES, enrollmentId, leftAttemptIds });
  switch (step.kind) {
    case "waiting":
      return (
        <WaitingScreen
          session={view.session}
          enrollments={view.enrollments}
          timeZone={centres.find(({ id }) => id === view.session.centreId)?.timezone}
        />
      );
    case "ended":
      return <SessionOver isCancelled={step.isCancelled} />;
    case "placement":
      return (
        <Notice
          sign={<IconMap2 stroke={1.5} />}
          title="First we find your level"
          words={`You have no level in this course yet. ${tutor} knows what to do.`}
        />
      );
    case "nothing":
      return (
        <Notice
          sign={<IconMoodSmile stroke={1.5} />}
          title="All done here"
          words={whyNothing(step.next, tutor)}
        />
      );
    case "lesson":
      return (
        <StudentLesson
          key={step.lessonId}
          {...props}
          lessonId={step.lessonId}
          assignmentId={step.assignmentId}
          onRead={goOn}
        />
      );
    case "exercise":
      return (
        <StudentStart
          key={step.exerciseId}
          {...props}
          exerciseId={step.exerciseId}
          next={step.next}
        />
      );
    case "attempt":
      return <StudentAttempt key={step.attemptId} {...props} attemptId={step.attemptId} />;
    case "result":
      return (
        <StudentResult
          key={step.attemptId}
          attemptId={step.attemptId}
          onNext={() => refresh().then(goOn)}
        />
      );
  }
}
