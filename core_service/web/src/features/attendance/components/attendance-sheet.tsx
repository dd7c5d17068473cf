/** The sheet of a session: every touch saves itself; what follows from it stands below (UI 8). */
import { Button, SegmentedControl } from "@mantine/core";
import { IconArrowBackUp, IconCheck, IconUserCheck } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { Link } from "react-router";
import { KeyHint } from "~/ui/key-hint";
import { EmptyView } from "~/ui/state-view";
import type { SheetRow } from "../api";
import { type SaverState, unsaved } from "../marks-saver";
import {
  countWords,
  followWords,
  hintOf,
  inOrder,
  markOf,
  otherAdult,
  type RowOrder,
  type SheetContext,
} from "../sheet-rows";
import { useSheetKeys } from "../use-sheet-keys";
import type { Marking } from "../use-marking";
import { AttendanceRow } from "./attendance-row";
import classes from "./attendance-sheet.module.css";
import { Unsettled } from "./unsettled";

interface AttendanceSheetProps {
  rows: readonly SheetRow[];
  marking: Marking;
  context: SheetContext;
  areKeysOn: boolean;
  /** Where Done leads. */
  doneTo: string;
}

export function AttendanceSheet({
  rows,
  marking,
  context,
  areKeysOn,
  doneTo,
}: AttendanceSheetProps) {
  const [order, setOrder] = useState<RowOrder>("seat");
  const [askedInVain, setAskedInVain] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const ordered = inOrder(rows, order);
  const touched = unsaved(marking.state);
  const now = (row: SheetRow) => markOf(row, touched[row.student.id]);
  const undo = () => {
    setAskedInVain(marking.undo === null);
    marking.undo?.();
  };
  useSheetKeys(list, areKeysOn, {
    mark: (studentId, status) => {
      const row = rows.find(({ student }) => student.id === studentId);
      if (row) marking.mark(row, status);
    },
    allHere: marking.allHere,
    undo,
  });
  if (rows.length === 0) {
    return (
      <EmptyView title="Nobody is enrolled">
        Students appear here as soon as the centre gives them a place in this session.
      </EmptyView>
    );
  }
  return (
    <>
      <div className={classes.tools}>
        <Button
          variant="default"
          leftSection={<IconUserCheck size={18} stroke={1.7} aria-hidden />}
          onClick={marking.fill}
        >
          Fill from who is in the room
        </Button>
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={18} stroke={1.7} aria-hidden />}
          rightSection={<KeyHint>U</KeyHint>}
          onClick={undo}
        >
          Undo
        </Button>
        <SegmentedControl
          className={classes.order}
          value={order}
          onChange={(value) => setOrder(value === "name" ? "name" : "seat")}
          data={[
            { value: "seat", label: "Seat order" },
            { value: "name", label: "By name" },
          ]}
        />
      </div>
      <Unsettled saver={marking.saver} state={marking.state} rows={rows} />
      <ul className={classes.sheet} ref={list} aria-label="Students">
        {ordered.map((row) => (
          <AttendanceRow
            key={row.student.id}
            row={row}
            now={now(row)}
            hint={hintOf(row, now(row), context)}
            byOther={touched[row.student.id] ? null : otherAdult(row, context)}
            isUnsaved={touched[row.student.id] !== undefined}
            refusal={refusalOf(marking.state, row)}
            onMark={(status) => marking.mark(row, status)}
            onNote={(note) => marking.annotate(row, note)}
          />
        ))}
      </ul>
      <footer className={classes.foot}>
        <p role="status">
          <strong>{countWords(rows.map(now))}</strong>
          <span>
            {askedInVain && marking.undo === null
              ? "Nothing to undo: a touch can be undone for 8 seconds"
              : followWords(rows, context.timeZone)}
          </span>
        </p>
        <Button
          component={Link}
          to={doneTo}
          size="lg"
          leftSection={<IconCheck size={20} stroke={2} aria-hidden />}
        >
          Done
        </Button>
      </footer>
    </>
  );
}

function refusalOf({ refused }: SaverState, { student }: SheetRow): string | null {
  return refused.findLast(({ mark }) => mark.studentId === student.id)?.words ?? null;
}
