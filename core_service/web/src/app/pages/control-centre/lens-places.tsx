/** Columns and faces that stand back where the filter does not mean them. */
import { FaceTile } from "~/features/room/components/lenses/face-tile";
import { type ColumnActs, StudentColumn } from "~/features/room/components/lenses/student-column";
import { useRoomState } from "~/features/room/room-provider";
import { statusOf } from "~/features/room/state/student-status";
import type { StudentStatus } from "~/ui/status";

interface PlaceProps {
  studentId: string;
  filter: StudentStatus | null;
  isReachable: boolean;
}

function useIsFiltered(studentId: string, filter: StudentStatus | null): boolean {
  return useRoomState(({ students }) => {
    const student = students[studentId];
    return filter !== null && student !== undefined && statusOf(student) !== filter;
  });
}

export function ColumnPlace({ filter, ...column }: PlaceProps & { acts: ColumnActs }) {
  return <StudentColumn {...column} isDimmed={useIsFiltered(column.studentId, filter)} />;
}

interface FacePlaceProps extends PlaceProps {
  onOpen: (studentId: string) => void;
  isOpen: boolean;
}

export function FacePlace({ filter, ...face }: FacePlaceProps) {
  return <FaceTile {...face} size="large" isDimmed={useIsFiltered(face.studentId, filter)} />;
}
