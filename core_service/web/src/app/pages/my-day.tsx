/** A tutor's day (UI 7): what comes next, today and the next days, what is pending, what to know. */
import { useQuery } from "@tanstack/react-query";
import { type DaySession, type MyDay, myDayQuery } from "~/features/my-day/api";
import { DayRows } from "~/features/my-day/components/day-rows";
import { FactList } from "~/features/my-day/components/fact-list";
import { Figures } from "~/features/my-day/components/figures";
import { ToDoList } from "~/features/my-day/components/to-do-list";
import { firstNames } from "~/features/my-day/day-words";
import { tasksOf } from "~/features/my-day/to-do-words";
import { HandsNow } from "~/features/room/components/hands-now";
import { NextSession } from "~/features/sessions/components/next-session";
import type { Me } from "~/lib/contract";
import { dayText, timeOfDay } from "~/lib/durations";
import { serverNow } from "~/lib/server-clock";
import { Loaded } from "~/ui/loaded";
import { Card, Page } from "~/ui/page";
import { EmptyView, SkeletonRows } from "~/ui/state-view";
import { MenuButton } from "../shell/open-menu";
import { Require, useMe } from "../signed-in";
import classes from "./my-day.module.css";

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

function Day({ day }: { day: MyDay }) {
  const { nextSession, timezone } = day;
  const live = nextSession?.session.status === "IN_PROGRESS" ? nextSession : null;
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        {live && <HandsNow sessionId={live.session.id} />}
        <Next next={nextSession} day={day} />
        <Card title="Today">
          {day.today.length === 0 ? (
            <p className={classes.none}>Nothing is planned for you today.</p>
          ) : (
            <DayRows sessions={day.today} timeZone={timezone} />
          )}
          {day.nextDays.length > 0 && (
            <>
              <h3 className={classes.sub}>Next days</h3>
              <DayRows sessions={day.nextDays} timeZone={timezone} withDay />
            </>
          )}
        </Card>
      </div>
      <div className={classes.column} data-beside>
        <Card title="To do">
          <ToDoList tasks={tasksOf(day)} />
        </Card>
        {nextSession && (
          <Card
            title={`Good to know for ${timeOfDay(nextSession.session.scheduledStart, timezone)}`}
          >
            <FactList facts={day.facts} />
          </Card>
        )}
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
  return `Good ${part}, ${me.user.name.split(" ")[0]}`;
}
