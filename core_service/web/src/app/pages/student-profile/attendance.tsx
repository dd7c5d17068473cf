/** How often a student came, and on which days; the days are a report's, which not everybody may read. */
import { useQuery } from "@tanstack/react-query";
import { hasPermission } from "~/features/identity/permissions";
import { reportQuery } from "~/features/reports/api";
import { AttendanceCalendar } from "~/features/reports/components/attendance-calendar";
import type { StudentProfile } from "~/features/students/api";
import { dateText } from "~/lib/durations";
import { counted } from "~/lib/wording";
import { Loaded } from "~/ui/loaded";
import { Card } from "~/ui/page";
import { useMe } from "../../signed-in";

export function Attendance({ profile }: { profile: StudentProfile }) {
  const me = useMe();
  const { present, late, absent, excused, since } = profile.attendance;
  return (
    <Card title="Attendance">
      <p>
        Since {dateText(since)}: {counted(present, "time")} here, {late} late, {absent} absent,{" "}
        {excused} excused.
      </p>
      {hasPermission(me, "REPORTS_VIEW") && <Calendar studentId={profile.student.id} />}
    </Card>
  );
}

function Calendar({ studentId }: { studentId: string }) {
  const query = useQuery(reportQuery("attendance", { studentId }));
  return (
    <Loaded query={query} loading="Loading the days" failed="The days could not be loaded">
      {({ figures }) => <AttendanceCalendar days={figures.days} />}
    </Loaded>
  );
}
