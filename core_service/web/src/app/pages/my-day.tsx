/** A tutor's day: what comes next, what today holds. */
import { useQuery } from "@tanstack/react-query";
import { HandsNow } from "~/features/room/components/hands-now";
import { NextSession } from "~/features/sessions/components/next-session";
import { SessionRows } from "~/features/sessions/components/session-rows";
import { sessionsOfDayQuery } from "~/features/sessions/api";
import { liveSession, sessionToOpen } from "~/features/sessions/rules";
import type { Me, SessionSummary } from "~/lib/contract";
import { dayText, timeOfDay } from "~/lib/durations";
import { serverNow } from "~/lib/server-clock";
import { EmptyView, ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import { MenuButton } from "../shell/open-menu";
import { Require, useMe } from "../signed-in";
import classes from "./my-day.module.css";

export function Component() {
  return (
    <Require permission="SESSION_CONDUCT">
      <MyDay />
    </Require>
  );
}

function MyDay() {
  const me = useMe();
  const zone = me.centres[0]?.timezone;
  const { data, error, isPending, refetch } = useQuery(sessionsOfDayQuery());
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <MenuButton />
        <h1>{greeting(me, zone)}</h1>
        <p>
          {dayText(serverNow(), zone)}, {timeOfDay(serverNow(), zone)}
        </p>
      </header>
      {isPending && (
        <LoadingView label="Loading your day">
          <SkeletonRows count={2} height={220} />
        </LoadingView>
      )}
      {error && !data && (
        <ErrorView
          error={error}
          title="Your day could not be loaded"
          onRetry={() => void refetch()}
        />
      )}
      {data && data.items.length === 0 && (
        <EmptyView title="No sessions today">
          Nothing is planned for you today. Sessions appear here as soon as your centre plans them.
        </EmptyView>
      )}
      {data && data.items.length > 0 && <Day sessions={data.items} timeZone={zone} />}
    </div>
  );
}

function Day({ sessions, timeZone }: { sessions: SessionSummary[]; timeZone?: string }) {
  const live = liveSession(sessions);
  return (
    <div className={classes.columns} data-live={live !== null || undefined}>
      <div className={classes.column}>
        <NextSession session={sessionToOpen(sessions, serverNow())} timeZone={timeZone} />
        <section className={classes.card} aria-labelledby="today">
          <h2 id="today">Today</h2>
          <SessionRows sessions={sessions} timeZone={timeZone} />
        </section>
      </div>
      {live && <HandsNow sessionId={live.id} />}
    </div>
  );
}

function greeting(me: Me, zone?: string): string {
  const hour = Number(timeOfDay(serverNow(), zone).slice(0, 2));
  const part = hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening";
  return `Good ${part}, ${me.user.name.split(" ")[0]}`;
}
