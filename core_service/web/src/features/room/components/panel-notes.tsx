/** A note about one student, for oneself, the staff or the parents; what was typed stays until it is saved. */
import { Button, SegmentedControl, Textarea } from "@mantine/core";
import { useState } from "react";
import type { RoomStudent } from "../room-types";
import type { RoomActs } from "../use-room-acts";
import classes from "./panel-notes.module.css";

type Visibility = "private" | "staff" | "parent";

const READERS: readonly { value: Visibility; label: string; words: string }[] = [
  { value: "private", label: "Only me", words: "Only you can read it." },
  { value: "staff", label: "Staff", words: "Tutors and assessors of the centre can read it." },
  { value: "parent", label: "Parents", words: "The family can read it after the session." },
];

export function PanelNotes({ student, acts }: { student: RoomStudent; acts: RoomActs }) {
  const [text, setText] = useState("");
  const [visibility, setVisibility] = useState<Visibility>("staff");
  const [isEmpty, setIsEmpty] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const [saved, setSaved] = useState<string[]>([]);

  const save = async () => {
    setIsEmpty(text.trim() === "");
    if (text.trim() === "") return;
    setIsSaving(true);
    const isSaved = await acts.note(student.id, text.trim(), visibility);
    setIsSaving(false);
    if (!isSaved) return;
    setSaved([...saved, text.trim()]);
    setText("");
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
        maxLength={10_000}
        value={text}
        error={isEmpty && text.trim() === "" ? "Write the note first." : undefined}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button onClick={() => void save()} loading={isSaving}>
        Save note
      </Button>
      {saved.map((note) => (
        <p key={note} className={classes.saved}>
          {note}
        </p>
      ))}
    </div>
  );
}
