/** The sessions of one day, any day. */
import { ActionIcon, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useSearchParams } from "react-router";
import { sessionsOfDayQuery } from "~/features/sessions/api";
import { SessionRows } from "~/features/sessions/components/session-rows";
import { dayAfter, dayOf } from "~/features/sessions/days";
import { dayText } from "~/lib/durations";
import { serverNow } from "~/lib/server-clock";
import { EmptyView, ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import { MenuButton } from "../shell/open-menu";
import { Require, useMe } from "../signed-in";
import classes from "./my-day.module.css";

export function Component() {
  return (
    <Require permission="SESSION_CONDUCT">
      <Sessions />
    </Require>
  );
}

function Sessions() {
  const zone = useMe().centres[0]?.timezone;
  const [search, setSearch] = useSearchParams();
  const today = dayOf(serverNow(), zone);
  const day = search.get("date") ?? today;
  const { data, error, isPending, refetch } = useQuery(sessionsOfDayQuery(day));
  const show = (date: string) => setSearch(date === today ? {} : { date }, { replace: true });
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <MenuButton />
        <h1>Sessions</h1>
        <ActionIcon
          variant="default"
          size={44}
          aria-label="Day before"
          onClick={() => show(dayAfter(day, -1))}
        >
          <IconChevronLeft size={18} />
        </ActionIcon>
        <p aria-live="polite">{dayText(`${day}T12:00:00Z`)}</p>
        <ActionIcon
          variant="default"
          size={44}
          aria-label="Day after"
          onClick={() => show(dayAfter(day, 1))}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
        {day !== today && (
          <Button variant="default" onClick={() => show(today)}>
            Today
          </Button>
        )}
      </header>
      <section className={classes.card} aria-label={dayText(`${day}T12:00:00Z`)}>
        {isPending && (
          <LoadingView label="Loading the sessions">
            <SkeletonRows count={3} height={64} />
          </LoadingView>
        )}
        {error && !data && (
          <ErrorView
            error={error}
            title="The sessions could not be loaded"
            onRetry={() => void refetch()}
          />
        )}
        {data?.items.length === 0 && (
          <EmptyView title="No sessions on this day">
            Your centre has planned nothing for you. Look at another day.
          </EmptyView>
        )}
        {data && data.items.length > 0 && <SessionRows sessions={data.items} timeZone={zone} />}
      </section>
    </div>
  );
}
