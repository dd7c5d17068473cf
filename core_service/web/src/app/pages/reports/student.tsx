/** Who progresses and who stalls, and one child's levels and attendance. */
import { Attendance, LevelLines, Progress } from "~/features/reports/components/charts";
import { ReportCard } from "~/features/reports/components/report-card";
import { Card } from "~/ui/page";
import { PersonSelect } from "~/ui/person-select";
import { type Asked, ReportsPage, useAsked } from "./reports-page";

export function Component() {
  return (
    <ReportsPage title="Reports of students">
      {(asked) => (
        <>
          <OneStudent {...asked} />
          <ReportCard
            name="progress"
            title="Who progresses, who stalls?"
            Chart={Progress}
            empty="Nobody is placed in a course yet."
            {...asked}
          />
        </>
      )}
    </ReportsPage>
  );
}

function OneStudent({ filters, mayExport }: Asked) {
  const [search, change] = useAsked();
  const studentId = search.get("student");
  const asked = { filters: { ...filters, studentId }, mayExport };
  return (
    <>
      <Card title="One student">
        <PersonSelect
          label="Whose levels and attendance?"
          kind="STUDENT"
          centreId={filters.centreId ?? null}
          value={studentId}
          onChange={(id) => change("student", id)}
        />
      </Card>
      {studentId && (
        <>
          <ReportCard
            name="student-levels"
            title="Is the child moving?"
            Chart={LevelLines}
            empty="Not placed in a course yet."
            {...asked}
          />
          <ReportCard
            name="attendance"
            title="Does the child come?"
            Chart={Attendance}
            empty="Nothing is marked on these days."
            {...asked}
          />
        </>
      )}
    </>
  );
}
