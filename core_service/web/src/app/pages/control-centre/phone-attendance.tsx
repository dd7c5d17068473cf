/** The attendance sheet inside the control centre, on a phone. */
import { useQuery } from "@tanstack/react-query";
import { type SheetRow, sheetQuery } from "~/features/attendance/api";
import { AttendanceSheet } from "~/features/attendance/components/attendance-sheet";
import { useMarking } from "~/features/attendance/use-marking";
import type { SessionSummary } from "~/lib/contract";
import { controlCentrePath } from "~/lib/session-paths";
import { Loaded } from "~/ui/loaded";
import { useMe } from "../../signed-in";

interface PhoneAttendanceProps {
  session: SessionSummary;
  timeZone?: string;
}

export function PhoneAttendance({ session, timeZone }: PhoneAttendanceProps) {
  const sheet = useQuery(sheetQuery(session.id));
  return (
    <Loaded query={sheet} loading="Loading the sheet" failed="The sheet could not be loaded">
      {({ students }) => <Sheet session={session} rows={students} timeZone={timeZone} />}
    </Loaded>
  );
}

function Sheet({ session, rows, timeZone }: PhoneAttendanceProps & { rows: readonly SheetRow[] }) {
  const me = useMe();
  const marking = useMarking(session.id, me.user.id, rows);
  const context = {
    mode: session.sessionMode,
    begunAt: session.actualStart ?? session.scheduledStart,
    meId: me.user.id,
    timeZone,
  };
  return (
    <AttendanceSheet
      rows={rows}
      marking={marking}
      context={context}
      areKeysOn={false}
      doneTo={controlCentrePath(session.id)}
    />
  );
}
