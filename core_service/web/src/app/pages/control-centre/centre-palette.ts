/** What the palette offers in the control centre: its students, and what can be done here. */
import { useCallback, useEffect, useRef } from "react";
import { useRoom } from "~/features/room/room-provider";
import { inSeatOrder } from "~/features/room/state/student-status";
import { type PaletteSection, usePaletteActs } from "../../shell/palette-acts";
import type { Centre } from "./use-centre";

export function useCentrePalette(centre: Centre): void {
  const { store } = useRoom();
  const latest = useRef(centre);
  useEffect(() => {
    latest.current = centre;
  });
  const ask = useCallback((): PaletteSection[] => {
    const { moves, changePrefs, acts, isWatching, stepIn } = latest.current;
    const students = inSeatOrder(Object.values(store.getState().room.students));
    return [
      {
        title: "Students here",
        items: students.map(({ id, name, seat }) => ({
          id: `student-${id}`,
          label: name,
          hint: seat ?? "on video",
          run: () => moves.open(id),
        })),
      },
      {
        title: "Do",
        items: [
          ...(isWatching ? [{ id: "step-in", label: "Step in", run: stepIn }] : []),
          { id: "tell", label: "Tell everyone", hint: "B", run: () => moves.showDialog("tell") },
          {
            id: "assign",
            label: "Assign an exercise",
            hint: "A",
            run: () => moves.assignFor(null),
          },
          { id: "undo", label: "Undo", hint: "U", run: () => void acts.log.undoLast() },
          {
            id: "work",
            label: "Show the work",
            hint: "1",
            run: () => changePrefs({ lens: "work" }),
          },
          {
            id: "columns",
            label: "Show columns",
            hint: "2",
            run: () => changePrefs({ lens: "columns" }),
          },
          {
            id: "faces",
            label: "Show faces",
            hint: "3",
            run: () => changePrefs({ lens: "faces" }),
          },
          { id: "seats", label: "Change seats", run: () => moves.setSeating(true) },
          { id: "keys", label: "List of keys", hint: "?", run: () => moves.showDialog("keys") },
          { id: "end", label: "End session", run: () => moves.showDialog("end") },
        ],
      },
    ];
  }, [store]);
  usePaletteActs(ask);
}
