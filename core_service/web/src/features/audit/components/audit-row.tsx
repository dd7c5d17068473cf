/** One act of the record: a sentence, and opened, what it changed, with the id of its request. */
import { Link } from "react-router";
import { type DataColumn, DataTable } from "~/ui/data-table";
import { dayText, timeOfDay } from "~/lib/durations";
import type { AuditEntry } from "../api";
import {
  actionWords,
  actorWords,
  type ChangedField,
  changedFields,
  fieldWords,
  resourceWords,
  valueWords,
} from "../words";
import classes from "./audit.module.css";

interface AuditRowProps {
  entry: AuditEntry;
  timeZone?: string;
  /** The address of all that was done to this thing, or by this person. */
  pathOf: (search: { thing: string } | { who: string }) => string;
}

export function AuditRow({ entry, timeZone, pathOf }: AuditRowProps) {
  return (
    <article className={classes.row}>
      <p>
        <strong>{actorWords(entry)}</strong> {actionWords(entry.action)}
      </p>
      <small>
        <time dateTime={entry.at}>
          {dayText(entry.at, timeZone)} {new Date(entry.at).getFullYear()},{" "}
          {timeOfDay(entry.at, timeZone, true)}
        </time>
      </small>
      <details>
        <summary>What changed</summary>
        <Changes entry={entry} />
        <p className={classes.links}>
          <span>
            {resourceWords(entry.resourceType)} {entry.resourceId}
          </span>
          {entry.requestId && <span>Request {entry.requestId}</span>}
          <Link to={pathOf({ thing: entry.resourceId })}>All that was done to it</Link>
          {entry.actorId && <Link to={pathOf({ who: entry.actorId })}>All that they did</Link>}
        </p>
      </details>
    </article>
  );
}

/** What was noted beside a change has no earlier value. */
type Line = ChangedField | Omit<ChangedField, "before">;

const COLUMNS: readonly DataColumn<Line>[] = [
  { label: "Field", cell: ({ field }) => fieldWords(field) },
  { label: "Before", cell: (line) => ("before" in line ? valueWords(line.before) : "") },
  { label: "After", cell: ({ after }) => valueWords(after) },
];

function Changes({ entry }: { entry: AuditEntry }) {
  const fields = changedFields(entry);
  const more = Object.entries(entry.metadata ?? {});
  if (fields.length + more.length === 0) return <p>Nothing further is on record.</p>;
  return (
    <DataTable
      caption="Before and after"
      columns={COLUMNS}
      rows={[...fields, ...more.map(([field, after]) => ({ field, after }))]}
      keyOf={({ field }, place) => `${place} ${field}`}
    />
  );
}
