/** Notes on the students of a session, and the form for the next one. */
import { SegmentedControl, Select, Textarea } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { NoteRequestLimits } from "~/generated/limits";
import type { NoteVisibility, Person } from "~/lib/contract";
import { timeOfDay } from "~/lib/durations";
import { NOTE_READER_CHOICES, NOTE_READERS } from "~/lib/note-readers";
import { fieldError, Form } from "~/ui/form";
import { ReadAloud } from "~/ui/read-aloud";
import { More } from "~/ui/more-of";
import { ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import { notesQuery, useWriteNote } from "../api";
import classes from "./session-record.module.css";

interface NotesProps {
  sessionId: string;
  students: readonly Person[];
  mayWrite: boolean;
  timeZone?: string;
}

export function Notes({ sessionId, students, mayWrite, timeZone }: NotesProps) {
  const query = useInfiniteQuery(notesQuery(sessionId));
  const notes = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const nameOf = (id: string) => students.find((each) => each.id === id)?.name ?? "A student";
  return (
    <>
      {mayWrite && students.length > 0 && <NoteForm sessionId={sessionId} students={students} />}
      {query.isPending && (
        <LoadingView label="Loading the notes">
          <SkeletonRows count={2} height={48} />
        </LoadingView>
      )}
      {query.error && !query.data && (
        <ErrorView
          error={query.error}
          title="The notes could not be loaded"
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && notes.length === 0 && <p className={classes.none}>No notes yet.</p>}
      <ul className={classes.notes}>
        {notes.map((note) => (
          <li key={note.id}>
            <span>
              <strong>{nameOf(note.studentId)}</strong>
              <small>
                {note.byName}, {timeOfDay(note.createdAt, timeZone)},{" "}
                {NOTE_READERS[note.visibility].written}
              </small>
            </span>
            <p>{note.text}</p>
            <ReadAloud text={note.text} size={32} />
          </li>
        ))}
      </ul>
      <More query={query} />
    </>
  );
}

function NoteForm({ sessionId, students }: Pick<NotesProps, "sessionId" | "students">) {
  const [studentId, setStudentId] = useState(students[0]?.id ?? null);
  const [text, setText] = useState("");
  const [visibility, setVisibility] = useState<NoteVisibility>("staff");
  const write = useWriteNote(sessionId);
  const send = () => {
    if (!studentId || !text.trim()) return;
    write.mutate({ studentId, text: text.trim(), visibility }, { onSuccess: () => setText("") });
  };
  return (
    <div className={classes.write}>
      <Form submit="Save note" isSaving={write.isPending} error={write.error} onSubmit={send}>
        <Select
          label="Student"
          searchable
          allowDeselect={false}
          data={students.map(({ id, name }) => ({ value: id, label: name }))}
          value={studentId}
          onChange={setStudentId}
          error={fieldError(write.error, "studentId")}
        />
        <Textarea
          label="Note"
          rows={3}
          maxLength={NoteRequestLimits.text.maxLength}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={fieldError(write.error, "text")}
        />
        <SegmentedControl
          aria-label="Who reads it"
          value={visibility}
          onChange={(value) => setVisibility(value as NoteVisibility)}
          data={NOTE_READER_CHOICES}
        />
      </Form>
    </div>
  );
}
