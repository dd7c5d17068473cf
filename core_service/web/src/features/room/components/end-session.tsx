/** Asks before a session ends, and names what is still open. */
import { Button, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useShallow } from "zustand/react/shallow";
import { counted } from "~/lib/wording";
import { InlineProblem } from "~/ui/state-view";
import { notesQuery } from "../api";
import { useRoom, useRoomState } from "../room-provider";
import type { RoomState } from "../state/room-types";
import { isHandedIn } from "../state/student-status";
import classes from "./end-session.module.css";

interface EndSessionProps {
  isOpen: boolean;
  isEnding: boolean;
  error: unknown;
  onEnd: () => void;
  onClose: () => void;
}

export function EndSession({ isOpen, isEnding, error, onEnd, onClose }: EndSessionProps) {
  const inRoom = useRoomState(useShallow(openThings));
  const unwritten = useUnwrittenNotes(isOpen);
  const open = unwritten === null ? inRoom : [...inRoom, unwritten];
  return (
    <Modal opened={isOpen} onClose={onClose} title="End this session?">
      <div className={classes.dialog}>
        {open.length === 0 ? (
          <p>Nothing is open: no hands up, everyone is marked.</p>
        ) : (
          <ul className={classes.open}>
            {open.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        )}
        <p>Students keep what they have written. They cannot go on in this session.</p>
        {error ? <InlineProblem error={error} onRetry={onEnd} /> : null}
        <div className={classes.acts}>
          <Button variant="default" onClick={onClose} data-autofocus>
            Go on teaching
          </Button>
          <Button color="red" loading={isEnding} onClick={onEnd}>
            End session
          </Button>
        </div>
      </div>
    </Modal>
  );
}

/** "4 families have no note yet"; null where every one has, or it is not known. */
function useUnwrittenNotes(isAsked: boolean): string | null {
  const { sessionId } = useRoom();
  const came = useRoomState(useShallow(whoCame));
  const { data } = useQuery({ ...notesQuery(sessionId), enabled: isAsked });
  if (!data) return null;
  const written = new Set(
    data.items
      .filter(({ visibility }) => visibility === "parent")
      .map(({ studentId }) => studentId),
  );
  const left = came.filter((id) => !written.has(id)).length;
  if (left === 0) return null;
  return counted(left, "family has no note yet", "families have no note yet");
}

function whoCame({ students }: RoomState): string[] {
  return Object.values(students).flatMap(({ id, hasJoined }) => (hasJoined ? [id] : []));
}

/** "2 hands are up", "3 students are not marked", "4 exercises are not handed in". */
function openThings({ students }: RoomState): string[] {
  const all = Object.values(students);
  const count = (is: (student: (typeof all)[number]) => boolean) => all.filter(is).length;
  const hands = count(({ help }) => help !== null);
  const unmarked = count(({ attendance }) => attendance === null);
  const working = count(
    (student) =>
      ["WORKING", "WAITING_HELP", "IDLE"].includes(student.activity?.status ?? "") &&
      !isHandedIn(student),
  );
  return [
    hands > 0 && counted(hands, "hand is up", "hands are up"),
    unmarked > 0 && counted(unmarked, "student is not marked", "students are not marked"),
    working > 0 && counted(working, "exercise is not handed in", "exercises are not handed in"),
  ].filter((words) => words !== false);
}
