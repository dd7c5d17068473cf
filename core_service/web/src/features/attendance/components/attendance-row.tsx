/** One student of the sheet: who, what is known, four marks, a note. */
import {
  IconCheck,
  IconClock,
  IconMail,
  IconMessage2,
  IconPencil,
  IconX,
  type Icon,
} from "@tabler/icons-react";
import { Popover, Textarea, Button } from "@mantine/core";
import { useState } from "react";
import { MarkRequestLimits } from "~/generated/limits";
import type { AttendanceStatus } from "~/lib/contract";
import { Portrait } from "~/ui/portrait";
import { FormFrame } from "~/ui/form";
import { ReadAloud } from "~/ui/read-aloud";
import { ATTENDANCE_WORDS } from "~/ui/status";
import type { SheetRow } from "../api";
import type { MarkNow } from "../sheet-rows";
import classes from "./attendance-sheet.module.css";

const MARKS: readonly { status: AttendanceStatus; Icon: Icon }[] = [
  { status: "PRESENT", Icon: IconCheck },
  { status: "LATE", Icon: IconClock },
  { status: "ABSENT", Icon: IconX },
  { status: "EXCUSED", Icon: IconMail },
];

interface AttendanceRowProps {
  row: SheetRow;
  now: MarkNow;
  hint: string;
  /** "Marked by Ravi Menon, 16:12", if it was somebody else. */
  byOther: string | null;
  isUnsaved: boolean;
  onMark: (status: AttendanceStatus) => void;
  onNote: (note: string | null) => void;
}

export function AttendanceRow(props: AttendanceRowProps) {
  const { row, now, hint, byOther, isUnsaved, onMark, onNote } = props;
  const { name } = row.student;
  return (
    <li className={classes.row} data-student={row.student.id} data-unsaved={isUnsaved || undefined}>
      <Portrait person={row.student} size={38} />
      <span className={classes.who}>
        <strong>{name}</strong>
        <span>{byOther ? `${byOther}. ${hint}` : hint}</span>
      </span>
      <span className={classes.marks} role="group" aria-label={`Attendance of ${name}`}>
        {MARKS.map(({ status, Icon }) => (
          <button
            key={status}
            type="button"
            data-mark={status}
            data-suggested={(now.status === null && row.suggestion?.status === status) || undefined}
            aria-pressed={now.status === status}
            onClick={() => onMark(status)}
          >
            <Icon size={17} stroke={1.8} aria-hidden />
            {ATTENDANCE_WORDS[status]}
          </button>
        ))}
      </span>
      <RowNote name={name} now={now} onNote={onNote} />
    </li>
  );
}

function RowNote({
  name,
  now,
  onNote,
}: Pick<AttendanceRowProps, "now" | "onNote"> & { name: string }) {
  const [isOpen, setOpen] = useState(false);
  const hasNote = Boolean(now.note);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      withArrow
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className={classes.note}
          data-has-note={hasNote || undefined}
          aria-label={hasNote ? `Note on ${name}: ${now.note}` : `Add a note on ${name}`}
          onClick={() => setOpen(!isOpen)}
        >
          {hasNote ? (
            <IconMessage2 size={20} stroke={1.8} aria-hidden />
          ) : (
            <IconPencil size={20} stroke={1.6} aria-hidden />
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown maw="calc(100vw - 24px)">
        {now.status === null ? (
          <p>Mark {name.split(" ")[0]} first; the note goes with the mark.</p>
        ) : (
          <NoteForm
            name={name}
            note={now.note ?? ""}
            onSave={(note) => {
              onNote(note);
              setOpen(false);
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function NoteForm({
  name,
  note,
  onSave,
}: {
  name: string;
  note: string;
  onSave: (note: string | null) => void;
}) {
  const [text, setText] = useState(note);
  return (
    <FormFrame
      className={classes.noteForm}
      isSaving={false}
      error={null}
      onSubmit={() => onSave(text.trim() === "" ? null : text.trim())}
    >
      <Textarea
        label={`Note on ${name}`}
        description="For staff"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={MarkRequestLimits.note.maxLength}
        rows={3}
        data-autofocus
      />
      <div>
        {text !== "" && <ReadAloud text={text} size={36} />}
        <Button type="submit">Save note</Button>
      </div>
    </FormFrame>
  );
}
