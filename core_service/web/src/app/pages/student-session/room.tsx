/** The open room of a student: composes the bar, the hand, messages and the one task of the moment. */
import { IconDevices } from "@tabler/icons-react";
import { useNetwork } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { closeMeaning } from "~/features/room/line/reconnecting";
import { useConnection, useRoomState, useRoomStudent } from "~/features/room/room-provider";
import { BigButton } from "~/features/student-session/components/big-button";
import { ConnectionLine } from "~/features/student-session/components/connection-line";
import { Notice } from "~/features/student-session/components/notice";
import { SessionFrame } from "~/features/student-session/components/session-frame";
import { Toolbar } from "~/features/student-session/components/toolbar";
import {
  type Choices,
  enrollmentOf,
  NO_CHOICES,
  openWork,
  type Step,
  stepOf,
} from "~/features/student-session/flow";
import { useReadMessages } from "~/features/student-session/use-read-messages";
import { attemptQuery } from "~/features/work/api";
import { thisDevice } from "~/features/work/save-words";
import type { NextContent, StudentView } from "~/lib/contract";
import type { ConnectionState } from "~/ui/connection-badge";
import { useMe } from "../../signed-in";
import { StudentSessionAside } from "./aside";
import { StudentHand, useStudentHand } from "./hand";
import { useViewWithKept } from "./kept";
import { StudentSessionStep } from "./step";
import { useNewsOf } from "./news";

interface StudentSessionRoomProps {
  view: StudentView;
  refresh: () => Promise<void>;
  onContinueHere: () => void;
}

export function StudentSessionRoom(props: StudentSessionRoomProps) {
  const { refresh, onContinueHere } = props;
  const view = useViewWithKept(props.view, refresh);
  const { user } = useMe();
  const { session } = view;
  const connection = useConnection();
  const { online: hasNetwork } = useNetwork();
  const status = useRoomState((room) => room.status);
  const messages = useRoomState((room) => room.messages);
  const help = useRoomStudent(user.id)?.help ?? null;
  const [choices, setChoices] = useState<Choices>(NO_CHOICES);
  const [isMessagesOpen, setIsMessagesOpen] = useState(false);
  const { unread, markRead } = useReadMessages(session.id, messages, user.id);
  useNewsOf(user.id, refresh);

  const selected = enrollmentOf(view, choices);
  const step = stepOf(view, status, choices);
  const heading = useHeading(view, step, selected?.next ?? null);
  const hand = useStudentHand(session.id, openWork(view, choices)?.exerciseId ?? null);
  const isOver = step.kind === "ended";
  const toggleMessages = () => {
    if (!isMessagesOpen) markRead(...unread.map(({ id }) => id));
    setIsMessagesOpen(!isMessagesOpen);
  };
  if (isContinuedElsewhere(connection)) return <Elsewhere onContinueHere={onContinueHere} />;
  return (
    <SessionFrame
      isWide={isOver || step.kind === "waiting"}
      toolbar={
        <Toolbar
          {...heading}
          isTitleHidden={step.kind === "attempt"}
          enrollments={isOver ? [] : view.enrollments}
          selected={selected}
          onSelect={(enrollmentId) => setChoices({ ...NO_CHOICES, enrollmentId })}
          mode={isOver ? null : session.sessionMode}
          callUrl={isOver ? null : session.videoMeetingUrl}
          endsAt={status === "IN_PROGRESS" ? session.scheduledEnd : null}
          messages={{
            unreadCount: unread.length,
            onToggle: toggleMessages,
            isOpen: isMessagesOpen,
          }}
          hand={status === "IN_PROGRESS" && <StudentHand hand={hand} help={help} view={view} />}
        />
      }
      connection={
        !isOver && (
          <ConnectionLine connection={connection} hasNetwork={hasNetwork} device={thisDevice()} />
        )
      }
      aside={
        <StudentSessionAside
          view={view}
          hand={hand}
          help={help}
          messages={messages}
          unread={unread}
          markRead={markRead}
          isMessagesOpen={isMessagesOpen}
          onCloseMessages={() => setIsMessagesOpen(false)}
        />
      }
    >
      <StudentSessionStep
        view={view}
        step={step}
        choices={choices}
        setChoices={setChoices}
        refresh={refresh}
      />
    </SessionFrame>
  );
}

const CONTINUED_ELSEWHERE = 4502;

function isContinuedElsewhere(connection: ConnectionState): boolean {
  return (
    connection.kind === "closed" && connection.reason === closeMeaning(CONTINUED_ELSEWHERE).words
  );
}

function Elsewhere({ onContinueHere }: { onContinueHere: () => void }) {
  return (
    <SessionFrame isWide toolbar={<div />}>
      <Notice
        sign={<IconDevices stroke={1.5} />}
        title="You went on at another device"
        words="Your answers are there too."
        action={<BigButton onClick={onContinueHere}>Continue here</BigButton>}
      />
    </SessionFrame>
  );
}

/** The bar names what is on the screen: the open exercise, what comes next, or the session. */
function useHeading(view: StudentView, step: Step, next: NextContent | null) {
  const attemptId = step.kind === "attempt" || step.kind === "result" ? step.attemptId : null;
  const { data: open } = useQuery({
    ...attemptQuery(attemptId ?? ""),
    enabled: attemptId !== null,
  });
  if (step.kind === "waiting" || step.kind === "ended") {
    return { title: view.session.name, position: null };
  }
  const exercise = attemptId === null ? next?.exercise : open?.exercise;
  const isNext = exercise !== undefined && exercise?.id === next?.exercise?.id;
  return {
    title: exercise?.title ?? next?.lesson?.title ?? view.session.name,
    position: isNext ? (next?.position ?? null) : null,
  };
}
