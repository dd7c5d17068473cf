/** Hands of others stay in sight while one student is open. */
import { IconHandStop } from "@tabler/icons-react";
import { clockText } from "~/lib/durations";
import { counted, firstName } from "~/lib/wording";
import { Clock } from "~/ui/clock";
import { KeyHint } from "~/ui/key-hint";
import { useAttention } from "../../attention-provider";
import { useRoomStudent } from "../../room-provider";
import type { HandRow } from "../../who-next";
import classes from "./student-panel.module.css";

interface OtherHandsProps {
  exceptId: string;
  onGoTo: (studentId: string) => void;
}

export function OtherHands({ exceptId, onGoTo }: OtherHandsProps) {
  const hands = useAttention(({ whoNext }) => whoNext.hands);
  const others = hands.filter(({ studentId }) => studentId !== exceptId);
  if (others.length === 0) return null;
  return (
    <div className={classes.hands}>
      <IconHandStop size={17} stroke={1.9} aria-hidden />
      <span>{counted(others.length, "more hand")}</span>
      {others.slice(0, 2).map((row) => (
        <OtherHand key={row.studentId} row={row} onGoTo={onGoTo} />
      ))}
      <span className={classes.key}>
        <KeyHint>N</KeyHint>
      </span>
    </div>
  );
}

function OtherHand({ row, onGoTo }: { row: HandRow; onGoTo: (studentId: string) => void }) {
  const student = useRoomStudent(row.studentId);
  if (!student) return null;
  return (
    <button type="button" onClick={() => onGoTo(row.studentId)}>
      <span className="visually-hidden">Go to </span>
      {firstName(student.name)} <Clock format={(now) => clockText(now - row.since)} />
    </button>
  );
}
