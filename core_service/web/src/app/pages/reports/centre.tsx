/** How a centre stands: seats, demand, marking, attendance; and all centres for head office. */
import { hasRole } from "~/features/identity/permissions";
import { Attendance, Demand, Queue, Seats } from "~/features/reports/components/charts";
import { ReportCard } from "~/features/reports/components/report-card";
import { useMe } from "../../signed-in";
import { ReportsPage } from "./reports-page";

export function Component() {
  const isHeadOffice = hasRole(useMe(), "SUPER_ADMIN");
  return (
    <ReportsPage title="Reports of the centre">
      {(asked) => (
        <>
          {isHeadOffice && (
            <ReportCard
              name="franchise"
              title="How do the centres stand?"
              empty="There is no centre yet."
              {...asked}
            />
          )}
          <ReportCard
            name="seats"
            title="Are the seats used?"
            Chart={Seats}
            empty="No session was held on these days."
            {...asked}
          />
          <ReportCard
            name="demand"
            title="Which courses are asked for?"
            Chart={Demand}
            empty="No place was taken on these days."
            {...asked}
          />
          <ReportCard
            name="assessment-queue"
            title="Does marking keep up?"
            Chart={Queue}
            empty="Nothing came in on these days."
            {...asked}
          />
          <ReportCard
            name="attendance"
            title="Do they come?"
            Chart={Attendance}
            empty="Nothing is marked on these days."
            {...asked}
          />
        </>
      )}
    </ReportsPage>
  );
}
