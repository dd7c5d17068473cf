/** "Who next" on a tablet: hands in a row at the foot, the rest behind one button. */
import { IconChevronUp } from "@tabler/icons-react";
import { clockText } from "~/lib/durations";
import { firstName } from "~/lib/wording";
import { Clock } from "~/ui/clock";
import { Portrait } from "~/ui/portrait";
import { useAttention } from "../../attention-provider";
import { useRoom, useRoomStudent } from "../../room-provider";
import type { HandRow } from "../../who-next";
import classes from "./who-next-dock.module.css";

interface WhoNextDockProps {
  onGoTo: (studentId: string) => void;
  onOpenList: () => void;
}

export function WhoNextDock({ onGoTo, onOpenList }: WhoNextDockProps) {
  const hands = useAttention(({ whoNext }) => whoNext.hands);
  return (
    <footer className={classes.dock} aria-label="Who next">
      <div className={classes.hands}>
        {hands.length === 0 && <p className={classes.none}>No hands up</p>}
        {hands.map((row, index) => (
          <DockedHand key={row.studentId} row={row} isFirst={index === 0} onGoTo={onGoTo} />
        ))}
      </div>
      <WorthALook onOpen={onOpenList} />
    </footer>
  );
}

interface DockedHandProps {
  row: HandRow;
  isFirst: boolean;
  onGoTo: (studentId: string) => void;
}

function DockedHand({ row, isFirst, onGoTo }: DockedHandProps) {
  const student = useRoomStudent(row.studentId);
  if (!student) return null;
  return (
    <div className={classes.hand}>
      <Portrait person={student} size={40} />
      <p>
        <strong>{firstName(student.name)}</strong>
        <Clock format={(now) => clockText(now - row.since)} />
      </p>
      <button
        type="button"
        data-first={isFirst || undefined}
        onClick={() => onGoTo(row.studentId)}
        aria-label={`Go to ${student.name}`}
      >
        Go
      </button>
    </div>
  );
}

function WorthALook({ onOpen }: { onOpen: () => void }) {
  const rows = useAttention(({ whoNext }) => whoNext.worthALook);
  const { store } = useRoom();
  const { students } = store.getState().room;
  const first = rows[0];
  return (
    <button type="button" className={classes.look} onClick={onOpen}>
      <span className={classes.faces}>
        {rows.slice(0, 3).map(({ studentId }) => {
          const student = students[studentId];
          return student && <Portrait key={studentId} person={student} size={36} />;
        })}
      </span>
      <span className={classes.lookWords}>
        <strong>{rows.length} worth a look</strong>
        {first && (
          <span>
            {firstName(students[first.studentId]?.name ?? "")}: {first.words}
          </span>
        )}
      </span>
      <IconChevronUp size={20} stroke={1.75} aria-hidden />
    </button>
  );
}
