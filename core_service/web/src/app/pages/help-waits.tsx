/** Hands that wait, and how long hands have waited: the centre's promise to its students, in numbers (R133). */
import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import {
  helpStatisticsQuery,
  helpTargetQuery,
  openHandsEverywhereQuery,
} from "~/features/help-waits/api";
import { TutorWaits } from "~/features/help-waits/components/tutor-waits";
import { WaitingHands } from "~/features/help-waits/components/waiting-hands";
import { readingOf } from "~/features/help-waits/words";
import { hasPermission } from "~/features/identity/permissions";
import { Loaded } from "~/ui/loaded";
import { Card, Page } from "~/ui/page";
import { SkeletonRows } from "~/ui/state-view";
import { MenuButton } from "../shell/open-menu";
import { Require, useMe } from "../signed-in";

const SPANS = ["7", "28", "90"];
const USUAL_TARGET_MINUTES = 5;

export function Component() {
  return (
    <Require permission="HELP_REQUEST_RESPOND">
      <HelpWaits />
    </Require>
  );
}

function HelpWaits() {
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const asked = search.get("days") ?? "28";
  const days = SPANS.includes(asked) ? asked : "28";
  const hands = useQuery(openHandsEverywhereQuery);
  const statistics = useQuery(helpStatisticsQuery(Number(days)));
  const target = useQuery({
    ...helpTargetQuery(me.centres[0]?.id ?? ""),
    enabled: hasPermission(me, "SYSTEM_SETTINGS") && me.centres.length > 0,
  });
  const targetMinutes = target.data ?? USUAL_TARGET_MINUTES;
  return (
    <Page
      title="Help waits"
      lead={<MenuButton />}
      note={`After ${targetMinutes} min a hand reaches the supervisors`}
    >
      <Card title="Hands up now">
        <Loaded
          query={hands}
          loading="Looking for hands"
          failed="Hands could not be loaded"
          skeleton={<SkeletonRows count={1} height={24} />}
        >
          {({ items }) => <WaitingHands hands={items} targetMinutes={targetMinutes} />}
        </Loaded>
      </Card>
      <Card
        title="How long students waited"
        aside={
          <SegmentedControl
            aria-label="Over how many days"
            value={days}
            onChange={(value) => setSearch({ days: value }, { replace: true })}
            data={SPANS.map((span) => ({ value: span, label: `${span} days` }))}
          />
        }
      >
        <Loaded query={statistics} loading="Counting" failed="The waits could not be loaded">
          {({ overall, tutors }) => (
            <>
              <p>{readingOf(overall, targetMinutes)}</p>
              {tutors.length > 0 && (
                <TutorWaits overall={overall} tutors={tutors} targetMinutes={targetMinutes} />
              )}
            </>
          )}
        </Loaded>
      </Card>
    </Page>
  );
}
