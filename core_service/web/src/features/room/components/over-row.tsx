/** One student after the lesson: what they did, and the note for their family (C45: families read it in the evening). */
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { NoteRequestLimits } from "~/generated/limits";
import type { Note } from "~/lib/contract";
import { MINUTE_MS } from "~/lib/durations";
import { serverNow } from "~/lib/server-clock";
import { counted, firstName } from "~/lib/wording";
import { fieldError, FormFrame, FormProblem } from "~/ui/form";
import { Portrait } from "~/ui/portrait";
import { ATTENDANCE_WORDS } from "~/ui/status";
import { useRoomStudent } from "../room-provider";
import type { RoomStudent } from "../state/room-types";
import { minutesWithOfHere, presentMs } from "../state/timers";
import type { RoomActs } from "../room-acts";
import { useSendingWords } from "../use-sending-words";
import { resultWords } from "./panel/exercises-today";
import classes from "./over-row.module.css";

interface OverRowProps {
  studentId: string;
  acts: RoomActs;
  /** For the family, written already. */
  notes: Note[];
  onOpen: (studentId: string) => void;
}

export function OverRow({ studentId, acts, notes, onOpen }: OverRowProps) {
  const student = useRoomStudent(studentId);
  const [text, setText] = useState("");
  const { error, isSending, isEmpty, submit } = useSendingWords({
    text,
    send: (words, key) => acts.note(studentId, words, "parent", key),
    onSent: () => setText(""),
  });
  if (!student) return null;
  const first = firstName(student.name);
  return (
    <li className={classes.row}>
      <button type="button" className={classes.head} onClick={() => onOpen(studentId)}>
        <Portrait person={student} size={40} />
        <span>
          <strong>{student.name}</strong>
          <span>{factsOf(student)}</span>
        </span>
      </button>
      {notes.map((note) => (
        <p key={note.id} className={classes.written}>
          {note.text}
        </p>
      ))}
      <FormFrame isSaving={isSending} error={error} onSubmit={submit}>
        <Textarea
          aria-label={`Note for ${first}'s family`}
          placeholder={notes.length > 0 ? "Write more" : `What ${first}'s family should know`}
          autosize
          minRows={1}
          maxRows={5}
          maxLength={NoteRequestLimits.text.maxLength}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={fieldError(error, "text")}
        />
        {error && <FormProblem error={error} onRetry={submit} />}
        {!isEmpty && (
          <Button type="submit" loading={isSending}>
            Save for the family
          </Button>
        )}
      </FormFrame>
    </li>
  );
}

/** Nobody was timed where the room saw nobody: then nothing is said of minutes. */
function factsOf(student: RoomStudent): string {
  const { attendance, results } = student;
  const newest = results.at(-1);
  const done = counted(results.length, "exercise");
  return [
    attendance ? ATTENDANCE_WORDS[attendance] : "not marked",
    results.length === 0 ? "nothing handed in" : done,
    newest ? `last ${resultWords(newest)}` : null,
    presentMs(student, serverNow()) < MINUTE_MS
      ? null
      : `${minutesWithOfHere(student, serverNow())} min with you`,
  ]
    .filter(Boolean)
    .join(", ");
}
