/** One student after the lesson: what they did, and the note for their family (C45: families read it in the evening). */
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { NoteRequestLimits } from "~/generated/limits";
import type { Note } from "~/lib/contract";
import { serverNow } from "~/lib/server-clock";
import { useUnsent } from "~/lib/unsent";
import { Portrait } from "~/ui/portrait";
import { ATTENDANCE_WORDS } from "~/ui/status";
import { useRoomStudent } from "../room-provider";
import type { RoomStudent } from "../room-types";
import { minutesWithOfHere, presentMs } from "../timers";
import type { RoomActs } from "../use-room-acts";
import { resultWords } from "./exercises-today";
import classes from "./over-row.module.css";

interface OverRowProps {
  studentId: string;
  acts: RoomActs;
  /** For the family, written already. */
  notes: Note[];
  onOpen: (studentId: string) => void;
  onNoted: () => void;
}

export function OverRow({ studentId, acts, notes, onOpen, onNoted }: OverRowProps) {
  const student = useRoomStudent(studentId);
  const [text, setText] = useState("");
  const [isSaving, setSaving] = useState(false);
  useUnsent(text.trim() !== "");
  if (!student) return null;
  const first = student.name.split(" ")[0];
  const save = async () => {
    setSaving(true);
    const isSaved = await acts.note(studentId, text.trim(), "parent");
    setSaving(false);
    if (!isSaved) return;
    setText("");
    onNoted();
  };
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
      <Textarea
        aria-label={`Note for ${first}'s family`}
        placeholder={notes.length > 0 ? "Write more" : `What ${first}'s family should know`}
        autosize
        minRows={1}
        maxRows={5}
        maxLength={NoteRequestLimits.text.maxLength}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {text.trim() !== "" && (
        <Button onClick={() => void save()} loading={isSaving}>
          Save for the family
        </Button>
      )}
    </li>
  );
}

const MINUTE_MS = 60_000;

/** Nobody was timed where the room saw nobody: then nothing is said of minutes. */
function factsOf(student: RoomStudent): string {
  const { attendance, results } = student;
  const newest = results.at(-1);
  const done = results.length === 1 ? "1 exercise" : `${results.length} exercises`;
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
