/** Jobs for whoever looks after the installation: what waits, what was given up and why, and trying again (R291). */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { deadReportsQuery, jobCountsQuery, jobsQuery } from "~/features/jobs/api";
import { DeadReportRow, JobRow } from "~/features/jobs/components/job-row";
import { StateChoice } from "~/features/jobs/components/state-choice";
import { EMPTY_WORDS, STATE_WORDS, STATES } from "~/features/jobs/words";
import { HeldList } from "~/ui/held-list";
import { Loaded } from "~/ui/loaded";
import { MoreOf } from "~/ui/more-of";
import { Card, Page } from "~/ui/page";
import { MenuButton } from "../shell/open-menu";
import { Require, useMe } from "../signed-in";
import { useSearchChange } from "./centre-choice";

export function Component() {
  return (
    <Require permission="SYSTEM_SETTINGS">
      <Jobs />
    </Require>
  );
}

function Jobs() {
  const [search] = useSearchParams();
  const change = useSearchChange();
  const { centres } = useMe();
  const state = STATES.find((each) => each === search.get("state")) ?? "FAILED";
  const counts = useQuery(jobCountsQuery);
  const jobs = useInfiniteQuery(jobsQuery(state));
  const reports = useQuery(deadReportsQuery);
  const nameOf = (centreId: string | null) =>
    centres.find(({ id }) => id === centreId)?.name ?? "All centres";
  return (
    <Page title="Jobs" lead={<MenuButton />} note="Letters, files and nightly work">
      <Card title="How they stand">
        <Loaded query={counts} loading="Counting the jobs" failed="Jobs could not be counted">
          {({ items }) => (
            <StateChoice
              counts={items}
              state={state}
              onChoose={(chosen) => change({ state: chosen === "FAILED" ? null : chosen })}
            />
          )}
        </Loaded>
      </Card>
      <Card title={STATE_WORDS[state]} id="jobs-of-a-state">
        <MoreOf
          query={jobs}
          what="jobs"
          emptyTitle="Nothing here"
          empty={EMPTY_WORDS[state]}
          keyOf={({ id }) => id}
          of={state}
        >
          {(job) => <JobRow key={job.id} job={job} centreName={nameOf(job.centreId)} />}
        </MoreOf>
      </Card>
      <Card title="Reports of live sessions that could not be written">
        <Loaded query={reports} loading="Looking for reports" failed="Reports could not be loaded">
          {({ items }) =>
            items.length === 0 ? (
              <p>None: everything that happened in the rooms is written down.</p>
            ) : (
              <HeldList rows={items} keyOf={({ id }) => id}>
                {(shown) =>
                  shown.map((report) => (
                    <DeadReportRow
                      key={report.id}
                      report={report}
                      centreName={nameOf(report.centreId)}
                    />
                  ))
                }
              </HeldList>
            )
          }
        </Loaded>
      </Card>
    </Page>
  );
}
