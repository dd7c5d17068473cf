/** A note about one student, for oneself, the staff or the parents; what was typed stays until it is saved. */
import { Button, SegmentedControl, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { NoteRequestLimits } from "~/generated/limits";
import { timeOfDay } from "~/lib/durations";
import { ReadAloud } from "~/ui/read-aloud";
import { InlineProblem } from "~/ui/state-view";
import { notesQuery } from "../api";
import { useRoom } from "../room-provider";
import type { RoomStudent } from "../room-types";
import type { RoomActs } from "../use-room-acts";
import classes from "./panel-notes.module.css";

type Visibility = "private" | "staff" | "parent";

const READERS: readonly { value: Visibility; label: string; words: string }[] = [
  { value: "private", label: "Only me", words: "Only you can read it." },
  { value: "staff", label: "Staff", words: "Tutors and assessors of the centre can read it." },
  { value: "parent", label: "Parents", words: "The family can read it after the session." },
];

const READER_WORDS: Readonly<Record<Visibility, string>> = {
  private: "for nobody else",
  staff: "for the staff",
  parent: "for the family",
};

export function PanelNotes({ student, acts }: { student: RoomStudent; acts: RoomActs }) {
  const [text, setText] = useState("");
  const [visibility, setVisibility] = useState<Visibility>("staff");
  const [isEmpty, setIsEmpty] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const { sessionId } = useRoom();
  const notes = useQuery(notesQuery(sessionId));
  const mine = notes.data?.items.filter(({ studentId }) => studentId === student.id) ?? [];

  const save = async () => {
    setIsEmpty(text.trim() === "");
    if (text.trim() === "") return;
    setIsSaving(true);
    const isSaved = await acts.note(student.id, text.trim(), visibility);
    setIsSaving(false);
    if (!isSaved) return;
    setText("");
    void notes.refetch();
  };
  return (
    <div className={classes.notes}>
      <SegmentedControl
        aria-label="Who can read it"
        value={visibility}
        onChange={(value) => setVisibility(value as Visibility)}
        data={READERS.map(({ value, label }) => ({ value, label }))}
      />
      <Textarea
        label={`A note about ${student.name.split(" ")[0]}`}
        description={READERS.find(({ value }) => value === visibility)?.words}
        autosize
        minRows={3}
        maxRows={8}
        maxLength={NoteRequestLimits.text.maxLength}
        value={text}
        error={isEmpty && text.trim() === "" ? "Write the note first." : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button onClick={() => void save()} loading={isSaving}>
        Save note
      </Button>
      {notes.error && <InlineProblem error={notes.error} onRetry={() => void notes.refetch()} />}
      {[...mine].reverse().map((note) => (
        <article key={note.id} className={classes.saved} aria-label={`Note by ${note.byName}`}>
          <p>{note.text}</p>
          <footer>
            {note.byName}, {READER_WORDS[note.visibility]}, {timeOfDay(note.createdAt)}
            <ReadAloud text={note.text} />
          </footer>
        </article>
      ))}
    </div>
  );
}
