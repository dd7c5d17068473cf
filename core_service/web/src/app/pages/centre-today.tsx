/** A centre's day for those who run it: what needs somebody now stands first (UI 4). */
import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { type CentreSession, type CentreToday, centreTodayQuery } from "~/features/centre-day/api";
import {
  AbsenceRow,
  GapRow,
  HandRow,
  Rows,
  CentreSessionRow,
  UnmarkedRow,
} from "~/features/centre-day/components/centre-rows";
import { queueWords } from "~/features/centre-day/words";
import { dayText } from "~/lib/durations";
import { serverNow } from "~/lib/server-clock";
import { HeldLists } from "~/ui/held-list";
import { Loaded } from "~/ui/loaded";
import { Card, Page } from "~/ui/page";
import { MenuButton } from "../shell/open-menu";
import { Require, useMe } from "../signed-in";
import classes from "./page-columns.module.css";

export function Component() {
  return (
    <Require permission="CENTRE_MANAGE">
      <Today />
    </Require>
  );
}

function Today() {
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const centreId = search.get("centreId");
  const query = useQuery(centreTodayQuery(centreId));
  const zone = me.centres[0]?.timezone;
  return (
    <Page
      title="Today"
      lead={<MenuButton />}
      note={dayText(serverNow(), zone)}
      actions={
        me.centres.length > 1 && (
          <Select
            aria-label="Centre"
            placeholder="All centres"
            clearable
            value={centreId}
            onChange={(id) => setSearch(id ? { centreId: id } : {}, { replace: true })}
            data={me.centres.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )
      }
    >
      <Loaded query={query} loading="Loading the day" failed="The day could not be loaded">
        {(today) => <Day today={today} />}
      </Loaded>
    </Page>
  );
}

const SESSION_KEY = ({ session }: CentreSession) => session.id;
const LESSON_KEYS = {
  unmarked: ({ sessionId }: CentreToday["unmarkedAttendance"][number]) => sessionId,
  live: SESSION_KEY,
  rest: SESSION_KEY,
};
const CARE_KEYS = {
  hands: ({ request }: CentreToday["unansweredHands"][number]) => request.id,
  uncovered: ({ sessionId }: CentreToday["uncovered"][number]) => sessionId,
  absences: ({ sessionId, student }: CentreToday["absences"][number]) =>
    `${sessionId} ${student.id}`,
};

function Day({ today }: { today: CentreToday }) {
  const timeZone = today.centres[0]?.timezone;
  const lessons = {
    unmarked: today.unmarkedAttendance,
    live: today.live,
    rest: today.sessions.filter(({ session }) => session.status !== "IN_PROGRESS"),
  };
  const care = {
    hands: today.unansweredHands,
    uncovered: today.uncovered,
    absences: today.absences,
  };
  const of = today.centres.map(({ id }) => id).join(" ");
  return (
    <div className={classes.columns}>
      <HeldLists className={classes.column} lists={lessons} keysOf={LESSON_KEYS} of={of}>
        {(shown) => <Lessons {...shown} timeZone={timeZone} />}
      </HeldLists>
      <HeldLists className={classes.column} lists={care} keysOf={CARE_KEYS} of={of}>
        {(shown) => <Care {...shown} today={today} timeZone={timeZone} />}
      </HeldLists>
    </div>
  );
}

interface LessonsProps {
  unmarked: CentreToday["unmarkedAttendance"];
  live: readonly CentreSession[];
  rest: readonly CentreSession[];
  timeZone?: string;
}

function Lessons({ unmarked, live, rest, timeZone }: LessonsProps) {
  return (
    <>
      {unmarked.length > 0 && (
        <Card title="Attendance to mark">
          <Rows rows={unmarked} empty="">
            {(each) => <UnmarkedRow key={each.sessionId} unmarked={each} timeZone={timeZone} />}
          </Rows>
        </Card>
      )}
      <Card title="On now">
        <Rows rows={live} empty="No session is on.">
          {(each) => <CentreSessionRow key={each.session.id} day={each} timeZone={timeZone} />}
        </Rows>
      </Card>
      <Card title="Sessions today">
        <Rows rows={rest} empty="Nothing else is planned today.">
          {(each) => <CentreSessionRow key={each.session.id} day={each} timeZone={timeZone} />}
        </Rows>
      </Card>
    </>
  );
}

interface CareProps {
  hands: CentreToday["unansweredHands"];
  uncovered: CentreToday["uncovered"];
  absences: CentreToday["absences"];
  today: CentreToday;
  timeZone?: string;
}

function Care({ hands, uncovered, absences, today, timeZone }: CareProps) {
  return (
    <>
      <Card
        title="Hands nobody has answered"
        aside={<Link to="/dashboard/help-waits">All waits</Link>}
      >
        <Rows rows={hands} empty="Nobody is waiting.">
          {(each) => <HandRow key={each.request.id} hand={each} />}
        </Rows>
      </Card>
      <Card title="Cover needed">
        <Rows rows={uncovered} empty="Every session of the next seven days has its tutor.">
          {(each) => <GapRow key={each.sessionId} gap={each} timeZone={timeZone} />}
        </Rows>
      </Card>
      <Card title="Marking">
        <p className={classes.none}>{queueWords(today)}</p>
        {today.queue.waiting > 0 && (
          <Button component={Link} to="/dashboard/assessments" variant="default" mt="md">
            Open the queue
          </Button>
        )}
      </Card>
      <Card title="Not coming today">
        <Rows rows={absences} empty="Everybody is expected.">
          {(each) => (
            <AbsenceRow
              key={`${each.sessionId} ${each.student.id}`}
              absence={each}
              timeZone={timeZone}
            />
          )}
        </Rows>
      </Card>
    </>
  );
}
