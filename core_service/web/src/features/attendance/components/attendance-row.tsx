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
import { useUnsent } from "~/lib/unsent";
import { firstName } from "~/lib/wording";
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
  /** Why the core did not take the last mark and its note. */
  refusal: string | null;
  onMark: (status: AttendanceStatus) => void;
  onNote: (note: string | null) => void;
}

export function AttendanceRow(props: AttendanceRowProps) {
  const { row, now, hint, byOther, isUnsaved, onMark } = props;
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
      <RowNote {...props} />
    </li>
  );
}

function RowNote({ row, now, isUnsaved, refusal, onNote }: AttendanceRowProps) {
  const { name } = row.student;
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const stored = now.note ?? "";
  const isSaved = !isUnsaved && refusal === null && typed?.trim() === stored;
  if (isSaved) setTyped(null);
  useUnsent(typed !== null && typed.trim() !== stored);
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
          data-has-note={stored !== "" || undefined}
          aria-label={stored ? `Note on ${name}: ${stored}` : `Add a note on ${name}`}
          onClick={() => setOpen(!isOpen)}
        >
          {stored ? (
            <IconMessage2 size={20} stroke={1.8} aria-hidden />
          ) : (
            <IconPencil size={20} stroke={1.6} aria-hidden />
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown maw="calc(100vw - 24px)">
        {now.status === null ? (
          <p>Mark {firstName(name)} first; the note goes with the mark.</p>
        ) : (
          <NoteForm
            name={name}
            text={typed ?? stored}
            problem={refusal}
            onChange={setTyped}
            onSave={() => {
              onNote((typed ?? stored).trim() || null);
              setOpen(false);
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

interface NoteFormProps {
  name: string;
  text: string;
  problem: string | null;
  onChange: (text: string) => void;
  onSave: () => void;
}

function NoteForm({ name, text, problem, onChange, onSave }: NoteFormProps) {
  return (
    <FormFrame className={classes.noteForm} isSaving={false} error={null} onSubmit={onSave}>
      <Textarea
        label={`Note on ${name}`}
        description="For staff"
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={problem}
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
