/** What tutors carry, what comes of it, how long hands wait; never as a ranking. */
import { Outcomes, Waits, Workload } from "~/features/reports/components/charts";
import { ReportCard } from "~/features/reports/components/report-card";
import { ReportsPage } from "./reports-page";

export function Component() {
  return (
    <ReportsPage title="Reports of tutors">
      {(asked) => (
        <>
          <ReportCard
            name="tutor-workload"
            title="What do tutors carry?"
            Chart={Workload}
            empty="No session was held on these days."
            {...asked}
          />
          <ReportCard
            name="tutor-outcomes"
            title="What comes of each tutor’s sessions?"
            Chart={Outcomes}
            empty="Nothing was marked on these days."
            {...asked}
          />
          <ReportCard
            name="waits"
            title="How long do hands wait?"
            Chart={Waits}
            empty="No hand went up on these days."
            {...asked}
          />
        </>
      )}
    </ReportsPage>
  );
}
