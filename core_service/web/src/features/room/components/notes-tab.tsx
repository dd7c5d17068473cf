/** The rail's notes: about one student, chosen here. */
import { Select } from "@mantine/core";
import { useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { useRoomState, useRoomStudent } from "../room-provider";
import { inSeatOrder } from "../state/student-status";
import type { RoomActs } from "../room-acts";
import { PanelNotes } from "./panel/panel-notes";

export function NotesTab({ acts }: { acts: RoomActs }) {
  const [chosenId, setChosenId] = useState<string | null>(null);
  const names = useRoomState(
    useShallow(({ students }) =>
      inSeatOrder(Object.values(students)).map(({ id, name }) => `${id}\n${name}`),
    ),
  );
  const student = useRoomStudent(chosenId ?? "");
  return (
    <div style={{ display: "grid", gap: 12 }}>
      <Select
        label="Student"
        placeholder="Choose a student"
        searchable
        value={chosenId}
        onChange={setChosenId}
        data={names.map((text) => {
          const [value = "", label = ""] = text.split("\n");
          return { value, label };
        })}
      />
      {student && <PanelNotes key={student.id} student={student} acts={acts} />}
    </div>
  );
}
