/** The places of the class: as cards, as columns, as faces, or as seats to be changed. */
import { useQuery } from "@tanstack/react-query";
import { ColumnsLens } from "~/features/room/components/lenses/columns-lens";
import { FacesLens } from "~/features/room/components/lenses/faces-lens";
import { StudentGrid } from "~/features/room/components/card/student-grid";
import { useRoomState } from "~/features/room/room-provider";
import { usePlaces } from "~/features/room/use-places";
import { roomSeatsQuery } from "~/features/sessions/api";
import type { ExerciseSummary } from "~/lib/contract";
import type { StudentStatus } from "~/ui/status";
import { CardSlot } from "./card-slot";
import { ColumnPlace, FacePlace } from "./lens-places";
import { SeatSlot } from "./seat-slot";
import type { Centre } from "./use-centre";

interface ClassLensProps {
  centre: Centre;
  dragged: ExerciseSummary | null;
  filter: StudentStatus | null;
}

export function ClassLens({ centre, dragged, filter }: ClassLensProps) {
  const { view, prefs, cardActs, columnActs, give } = centre;
  const places = usePlaces(prefs.order);
  const shared = { studentIds: places, onOpen: cardActs.open };
  if (view.isSeating) return <SeatGrid centre={centre} places={places} />;
  const offered = dragged ?? view.chosen;
  // What is given is dropped on cards, whatever the lens was.
  const lens = offered ? "work" : prefs.lens;
  switch (lens) {
    case "work":
      return (
        <StudentGrid {...shared}>
          {(studentId, isReachable) => (
            <CardSlot
              key={studentId}
              studentId={studentId}
              acts={cardActs}
              isReachable={isReachable}
              isOpen={studentId === view.openId}
              filter={filter}
              offered={offered}
              isTouchToGive={view.chosen !== null && dragged === null}
              onGive={give}
            />
          )}
        </StudentGrid>
      );
    case "columns":
      return (
        <ColumnsLens {...shared}>
          {(studentId, isReachable) => (
            <ColumnPlace
              key={studentId}
              studentId={studentId}
              acts={columnActs}
              filter={filter}
              isReachable={isReachable}
            />
          )}
        </ColumnsLens>
      );
    case "faces":
      return (
        <FacesLens {...shared}>
          {(studentId, isReachable) => (
            <FacePlace
              key={studentId}
              studentId={studentId}
              onOpen={cardActs.open}
              filter={filter}
              isReachable={isReachable}
              isOpen={studentId === view.openId}
            />
          )}
        </FacesLens>
      );
  }
}

function SeatGrid({ centre, places }: { centre: Centre; places: string[] }) {
  const { seating, session } = centre;
  const { data: seats } = useQuery({
    ...roomSeatsQuery(session.room?.id ?? ""),
    enabled: session.room !== null,
  });
  const used = useRoomState(({ students }) =>
    Object.values(students)
      .map(({ seat }) => seat ?? "")
      .sort()
      .join(" "),
  );
  const all = seats ?? used.split(" ").filter(Boolean);
  return (
    <StudentGrid studentIds={places} onOpen={() => undefined}>
      {(studentId) => (
        <SeatSlot key={studentId} studentId={studentId} seats={all} onMove={seating.move} />
      )}
    </StudentGrid>
  );
}
