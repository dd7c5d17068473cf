/** A tutor's day (UI 7): what comes next, today and the next days, what is pending, what to know. */
import { useQuery } from "@tanstack/react-query";
import { type DaySession, type Fact, type MyDay, myDayQuery } from "~/features/my-day/api";
import { DayRows } from "~/features/my-day/components/day-rows";
import { FactList } from "~/features/my-day/components/fact-list";
import { Figures } from "~/features/my-day/components/figures";
import { ToDoList } from "~/features/my-day/components/to-do-list";
import { firstNames } from "~/features/my-day/day-words";
import { type Task, tasksOf } from "~/features/my-day/to-do-words";
import { openHandsQuery } from "~/features/room/api";
import { HandsNow, handsUp } from "~/features/room/components/who-next/hands-now";
import { NextSession } from "~/features/sessions/components/next-session";
import type { HelpRequest, Me } from "~/lib/contract";
import { dayText, timeOfDay } from "~/lib/durations";
import { serverNow } from "~/lib/server-clock";
import { firstName } from "~/lib/wording";
import { HeldLists } from "~/ui/held-list";
import { Loaded } from "~/ui/loaded";
import { Card, Page } from "~/ui/page";
import { EmptyView, SkeletonRows } from "~/ui/state-view";
import { MenuButton } from "../shell/open-menu";
import { Require, useMe } from "../signed-in";
import classes from "./page-columns.module.css";

export function Component() {
  return (
    <Require permission="SESSION_CONDUCT">
      <MyDayPage />
    </Require>
  );
}

function MyDayPage() {
  const me = useMe();
  const zone = me.centres[0]?.timezone;
  const query = useQuery(myDayQuery);
  return (
    <Page
      title={greeting(me, zone)}
      windowTitle="My day"
      lead={<MenuButton />}
      note={`${dayText(serverNow(), zone)}, ${timeOfDay(serverNow(), zone)}`}
    >
      <Loaded
        query={query}
        loading="Loading your day"
        failed="Your day could not be loaded"
        skeleton={<SkeletonRows count={2} height={220} />}
      >
        {(day) => <Day day={day} />}
      </Loaded>
    </Page>
  );
}

const SESSION_KEY = ({ session }: DaySession) => session.id;
const TEACHING_KEYS = {
  hands: ({ id }: HelpRequest) => id,
  today: SESSION_KEY,
  nextDays: SESSION_KEY,
};
const TO_DO_KEYS = {
  tasks: ({ key }: Task) => key,
  facts: ({ student, kind, words }: Fact) => `${student.id} ${kind} ${words}`,
};

function Day({ day }: { day: MyDay }) {
  const { nextSession, timezone } = day;
  const live = nextSession?.session.status === "IN_PROGRESS" ? nextSession.session : null;
  const hands = useQuery({ ...openHandsQuery(live?.id ?? ""), enabled: live !== null });
  const teaching = {
    hands: handsUp(hands.data?.items ?? []),
    today: day.today,
    nextDays: day.nextDays,
  };
  return (
    <div className={classes.columns}>
      <HeldLists className={classes.column} lists={teaching} keysOf={TEACHING_KEYS}>
        {(shown) => (
          <>
            {live && <HandsNow sessionId={live.id} query={hands} hands={shown.hands} />}
            <Next next={nextSession} day={day} />
            <Card title="Today">
              {shown.today.length === 0 ? (
                <p className={classes.none}>Nothing is planned for you today.</p>
              ) : (
                <DayRows sessions={shown.today} timeZone={timezone} />
              )}
              {shown.nextDays.length > 0 && (
                <>
                  <h3 className={classes.sub}>Next days</h3>
                  <DayRows sessions={shown.nextDays} timeZone={timezone} today={day.date} />
                </>
              )}
            </Card>
          </>
        )}
      </HeldLists>
      <div className={classes.beside}>
        <HeldLists
          className={classes.column}
          lists={{ tasks: tasksOf(day), facts: day.facts }}
          keysOf={TO_DO_KEYS}
        >
          {(shown) => (
            <>
              <Card title="To do">
                <ToDoList tasks={shown.tasks} />
              </Card>
              {nextSession && (
                <Card
                  title={`Good to know for ${timeOfDay(nextSession.session.scheduledStart, timezone)}`}
                >
                  <FactList facts={shown.facts} />
                </Card>
              )}
            </>
          )}
        </HeldLists>
      </div>
      <Card title="Your teaching">
        <Figures figures={day.stats} />
      </Card>
    </div>
  );
}

function Next({ next, day }: { next: DaySession | null; day: MyDay }) {
  if (next === null) {
    return (
      <section className={classes.card}>
        <EmptyView title="No session ahead">
          Nothing is planned for you in the next two weeks. Sessions appear here as soon as your
          centre plans them.
        </EmptyView>
      </section>
    );
  }
  const { inRoom, session } = next;
  const isWaiting = session.status === "SCHEDULED" && inRoom.length > 0;
  return (
    <NextSession
      session={session}
      timeZone={day.timezone}
      isToday={session.date === day.date}
      waiting={isWaiting ? `${inRoom.length} waiting: ${firstNames(inRoom)}` : null}
    />
  );
}

function greeting(me: Me, zone?: string): string {
  const hour = Number(timeOfDay(serverNow(), zone).slice(0, 2));
  const part = hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening";
  return `Good ${part}, ${firstName(me.user.name)}`;
}
