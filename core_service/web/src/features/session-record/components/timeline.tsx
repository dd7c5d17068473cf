/** What happened in a session, in words, by kind and by student. */
import { Select } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { Person } from "~/lib/contract";
import { timeOfDay } from "~/lib/durations";
import { More } from "~/ui/more-of";
import { ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import { type TimelineAsked, timelineQuery } from "../api";
import { EVENT_KINDS, eventKind } from "../event-kinds";
import classes from "./session-record.module.css";

interface TimelineProps {
  asked: TimelineAsked;
  onAsk: (change: Partial<TimelineAsked>) => void;
  students: readonly Person[];
  timeZone?: string;
}

export function Timeline({ asked, onAsk, students, timeZone }: TimelineProps) {
  const query = useInfiniteQuery(timelineQuery(asked));
  const events = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <div className={classes.filters}>
        <Select
          aria-label="What"
          placeholder="Everything"
          clearable
          data={EVENT_KINDS}
          value={asked.type}
          onChange={(type) => onAsk({ type: eventKind(type) })}
        />
        <Select
          aria-label="Who"
          placeholder="Everybody"
          clearable
          searchable
          data={students.map(({ id, name }) => ({ value: id, label: name }))}
          value={asked.studentId}
          onChange={(studentId) => onAsk({ studentId })}
        />
      </div>
      {query.isPending && (
        <LoadingView label="Loading what happened">
          <SkeletonRows count={4} height={32} />
        </LoadingView>
      )}
      {query.error && !query.data && (
        <ErrorView
          error={query.error}
          title="What happened could not be loaded"
          onRetry={() => void query.refetch()}
        />
      )}
      {query.data && events.length === 0 && (
        <p className={classes.none}>
          {asked.type || asked.studentId ? "Nothing of this kind." : "Nothing has happened yet."}
        </p>
      )}
      <ol className={classes.events}>
        {events.map(({ seq, at, text }) => (
          <li key={seq}>
            <time dateTime={at}>{timeOfDay(at, timeZone, true)}</time>
            <span>{text}</span>
          </li>
        ))}
      </ol>
      <More query={query} />
    </>
  );
}
