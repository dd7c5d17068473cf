/** A note about one student, for oneself, the staff or the parents; what was typed stays until it is saved, whoever is looked at. */
import { Button, SegmentedControl, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { NoteRequestLimits } from "~/generated/limits";
import type { NoteVisibility } from "~/lib/contract";
import { timeOfDay } from "~/lib/durations";
import { NOTE_READER_CHOICES, NOTE_READERS } from "~/lib/note-readers";
import { firstName } from "~/lib/wording";
import { ReadAloud } from "~/ui/read-aloud";
import { fieldError, FormFrame, FormProblem } from "~/ui/form";
import { InlineProblem } from "~/ui/state-view";
import { notesQuery } from "../../api";
import { useRoom, useRoomDraft } from "../../room-provider";
import type { RoomStudent } from "../../state/room-types";
import type { RoomActs } from "../../room-acts";
import { useSendingWords } from "../../use-sending-words";
import classes from "./panel-notes.module.css";

export function PanelNotes({ student, acts }: { student: RoomStudent; acts: RoomActs }) {
  const [draft, write] = useRoomDraft("note", student.id);
  const { text, readers } = draft;
  const [isTried, setTried] = useState(false);
  const { sessionId } = useRoom();
  const notes = useQuery(notesQuery(sessionId));
  const mine = notes.data?.items.filter(({ studentId }) => studentId === student.id) ?? [];

  const { error, isSending, isEmpty, submit } = useSendingWords({
    text,
    send: (words, key) => acts.note(student.id, words, readers, key),
    onSent: () => {
      setTried(false);
      write({ ...draft, text: "" });
    },
  });
  const save = () => {
    setTried(true);
    submit();
  };
  return (
    <div className={classes.notes}>
      <FormFrame isSaving={isSending} error={error} onSubmit={save}>
        <SegmentedControl
          aria-label="Who can read it"
          value={readers}
          onChange={(value) => write({ ...draft, readers: value as NoteVisibility })}
          data={NOTE_READER_CHOICES}
        />
        <Textarea
          label={`A note about ${firstName(student.name)}`}
          description={NOTE_READERS[readers].meaning}
          autosize
          minRows={3}
          maxRows={8}
          maxLength={NoteRequestLimits.text.maxLength}
          value={text}
          error={isTried && isEmpty ? "Write the note first." : fieldError(error, "text")}
          onChange={(event) => write({ ...draft, text: event.currentTarget.value })}
        />
        {error && <FormProblem error={error} onRetry={save} />}
        <Button type="submit" loading={isSending}>
          Save note
        </Button>
      </FormFrame>
      {notes.error && <InlineProblem error={notes.error} onRetry={() => void notes.refetch()} />}
      {[...mine].reverse().map((note) => (
        <article key={note.id} className={classes.saved} aria-label={`Note by ${note.byName}`}>
          <p>{note.text}</p>
          <footer>
            {note.byName}, {NOTE_READERS[note.visibility].written}, {timeOfDay(note.createdAt)}
            <ReadAloud text={note.text} />
          </footer>
        </article>
      ))}
    </div>
  );
}
