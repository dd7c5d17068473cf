/** A session whose room is not open: too early, over, or cancelled. */
import { IconCalendarOff, IconConfetti } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { BigButton } from "~/features/student-session/components/big-button";
import { Notice } from "~/features/student-session/components/notice";
import { SessionFrame } from "~/features/student-session/components/session-frame";
import { Toolbar } from "~/features/student-session/components/toolbar";
import { WaitingScreen } from "~/features/student-session/components/waiting-screen";
import { enrollmentOf, NO_CHOICES } from "~/features/student-session/flow";
import type { StudentView } from "~/lib/contract";
import { useMe } from "../../signed-in";

export function StudentSessionClosed({ view }: { view: StudentView }) {
  const { centres } = useMe();
  const { session, enrollments } = view;
  const centre = centres.find(({ id }) => id === session.centreId);
  return (
    <SessionFrame
      isWide
      toolbar={
        <Toolbar
          title={session.name}
          position={null}
          enrollments={[]}
          selected={enrollmentOf(view, NO_CHOICES)}
          onSelect={() => undefined}
          endsAt={null}
          mode={session.status === "SCHEDULED" ? session.sessionMode : null}
          messages={null}
          hand={null}
        />
      }
    >
      {session.status === "SCHEDULED" ? (
        <WaitingScreen session={session} enrollments={enrollments} timeZone={centre?.timezone} />
      ) : (
        <SessionOver isCancelled={session.status === "CANCELLED"} />
      )}
    </SessionFrame>
  );
}

export function SessionOver({ isCancelled }: { isCancelled: boolean }) {
  const navigate = useNavigate();
  return (
    <Notice
      sign={isCancelled ? <IconCalendarOff stroke={1.5} /> : <IconConfetti stroke={1.5} />}
      title={isCancelled ? "This session was cancelled" : "The session is over"}
      words={isCancelled ? null : "Your work is saved. See you next time!"}
      action={
        <BigButton onClick={() => void navigate("/dashboard/student")}>Go to your page</BigButton>
      }
    />
  );
}
