/** Marking one session: touches go to the saver, can be undone for eight seconds, and show at once. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { UNDO_MS } from "~/lib/acts-log";
import type { AttendanceStatus } from "~/lib/contract";
import { fetchSheet, markAll, type Sheet, type SheetRow, sheetQuery } from "./api";
import {
  type Conflict,
  createMarksSaver,
  type MarksSaver,
  type SaverState,
  unsaved,
} from "./marks-saver";
import { deviceMarksShelf } from "./marks-shelf";
import { fillFromRoom, markOf } from "./sheet-rows";
import type { WantedMark } from "./wanted-mark";

export interface Marking {
  saver: MarksSaver;
  state: SaverState;
  touched: Readonly<Record<string, WantedMark>>;
  mark: (row: SheetRow, status: AttendanceStatus) => void;
  annotate: (row: SheetRow, note: string | null) => void;
  fill: () => void;
  allHere: () => void;
  /** Null when there is nothing to undo. */
  undo: (() => void) | null;
}

export function useMarking(sessionId: string, meId: string, rows: readonly SheetRow[]): Marking {
  const saver = useSaver(sessionId, meId);
  const state = useStore(saver);
  const touched = useMemo(() => unsaved(state), [state]);
  const [before, remember] = useUndo();

  const put = (marks: readonly WantedMark[]) => {
    if (marks.length === 0) return;
    const changed = new Set(marks.map(({ studentId }) => studentId));
    remember(
      rows
        .filter(({ student }) => changed.has(student.id))
        .map((row) => ({ ...pick(row, touched), studentId: row.student.id, at: 0 })),
    );
    saver.put(marks);
  };
  const now = () => Date.now();
  return {
    saver,
    state,
    touched,
    mark: (row, status) => {
      const current = markOf(row, touched[row.student.id]);
      const isSame = current.status === status;
      const note = isSame ? null : current.note;
      put([{ studentId: row.student.id, status: isSame ? null : status, note, at: now() }]);
    },
    annotate: (row, note) => {
      const { status } = markOf(row, touched[row.student.id]);
      put([{ studentId: row.student.id, status, note, at: now() }]);
    },
    fill: () => put(fillFromRoom(rows, touched, now())),
    allHere: () =>
      put(
        rows
          .filter((row) => markOf(row, touched[row.student.id]).status === null)
          .map(({ student }) => ({
            studentId: student.id,
            status: "PRESENT" as const,
            note: null,
            at: now(),
          })),
      ),
    undo:
      before === null
        ? null
        : () => {
            saver.put(before.map((mark) => ({ ...mark, at: now() })));
            remember(null);
          },
  };
}

function pick(row: SheetRow, touched: Marking["touched"]) {
  const { status, note } = markOf(row, touched[row.student.id]);
  return { status, note };
}

function useSaver(sessionId: string, meId: string): MarksSaver {
  const queries = useQueryClient();
  const [saver] = useState(() =>
    createMarksSaver({
      send: ({ marks, key }) => markAll(sessionId, marks, key),
      overtaken: async (marks) => overtaken(await fetchSheet(sessionId), marks, meId),
      onSaved: ({ marks }) => {
        const { queryKey } = sheetQuery(sessionId);
        void queries.cancelQueries({ queryKey });
        queries.setQueryData(queryKey, (sheet) => sheet && withMarks(sheet, marks));
        void queries.invalidateQueries({ queryKey });
      },
      shelf: deviceMarksShelf(meId, sessionId),
    }),
  );
  useEffect(() => {
    saver.resume();
    return saver.stop;
  }, [saver]);
  return saver;
}

/** What has just been saved, until the core's own answer comes. */
function withMarks(sheet: Sheet, marks: readonly WantedMark[]): Sheet {
  const saved = new Map(marks.map((mark) => [mark.studentId, mark]));
  const students = sheet.students.map((row) => {
    const mark = saved.get(row.student.id);
    return mark ? { ...row, status: mark.status, note: mark.note, markedBy: null } : row;
  });
  return { ...sheet, students };
}

function overtaken({ students }: Sheet, marks: readonly WantedMark[], meId: string): Conflict[] {
  const rows = new Map(students.map((row) => [row.student.id, row]));
  return marks.flatMap((mine) => {
    const row = rows.get(mine.studentId);
    if (!row?.markedBy || !row.markedAt || row.markedBy.id === meId) return [];
    const at = Date.parse(row.markedAt);
    if (at < mine.at || row.status === mine.status) return [];
    return [
      { mine, theirs: { status: row.status, note: row.note, byName: row.markedBy.name, at } },
    ];
  });
}

/** The marks before the last touch, for eight seconds. */
function useUndo(): [WantedMark[] | null, (marks: WantedMark[] | null) => void] {
  const [before, setBefore] = useState<WantedMark[] | null>(null);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const remember = (marks: WantedMark[] | null) => {
    window.clearTimeout(timer.current);
    setBefore(marks);
    if (marks !== null) timer.current = window.setTimeout(() => setBefore(null), UNDO_MS);
  };
  return [before, remember];
}
