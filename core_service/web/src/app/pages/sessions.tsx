/** The calendar of sessions: a day or a week, filtered, with everything in the address (UI 4). */
import { ActionIcon, Button, SegmentedControl, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useSearchParams } from "react-router";
import { sessionsBetweenQuery } from "~/features/sessions/api";
import {
  type CalendarAsked,
  choicesOf,
  daysOf,
  readCalendar,
  shown,
  writeCalendar,
} from "~/features/sessions/calendar";
import { SessionRows } from "~/features/sessions/components/session-rows";
import { WeekBoard } from "~/features/sessions/components/week-board";
import { dayAfter, dayOf } from "~/features/sessions/days";
import type { SessionSummary } from "~/lib/contract";
import { dayText } from "~/lib/durations";
import { serverNow } from "~/lib/server-clock";
import { Loaded } from "~/ui/loaded";
import { Page } from "~/ui/page";
import { EmptyView } from "~/ui/state-view";
import { MenuButton } from "../shell/open-menu";
import { Require, useMe } from "../signed-in";
import classes from "./sessions.module.css";

export function Component() {
  return (
    <Require permission="SESSION_CONDUCT">
      <Sessions />
    </Require>
  );
}

const STATUS_CHOICES = [
  { value: "SCHEDULED", label: "Planned" },
  { value: "IN_PROGRESS", label: "On now" },
  { value: "COMPLETED", label: "Over" },
  { value: "CANCELLED", label: "Cancelled" },
];

function Sessions() {
  const zone = useMe().centres[0]?.timezone;
  const [search, setSearch] = useSearchParams();
  const today = dayOf(serverNow(), zone);
  const asked = readCalendar(search, today);
  const days = daysOf(asked);
  const first = days[0] ?? today;
  const last = days.at(-1) ?? today;
  const query = useQuery(sessionsBetweenQuery(first, last));
  const show = (change: Partial<CalendarAsked>) =>
    setSearch(writeCalendar({ ...asked, ...change }, today), { replace: true });
  const step = asked.view === "day" ? 1 : 7;
  return (
    <Page
      title="Sessions"
      lead={<MenuButton />}
      actions={
        <SegmentedControl
          aria-label="Day or week"
          value={asked.view}
          onChange={(view) => show({ view: view === "day" ? "day" : "week" })}
          data={[
            { value: "day", label: "Day" },
            { value: "week", label: "Week" },
          ]}
        />
      }
    >
      <div className={classes.tools}>
        <ActionIcon
          variant="default"
          size={44}
          aria-label={asked.view === "day" ? "Day before" : "Week before"}
          onClick={() => show({ day: dayAfter(asked.day, -step) })}
        >
          <IconChevronLeft size={18} />
        </ActionIcon>
        <p aria-live="polite">{spanText(first, last)}</p>
        <ActionIcon
          variant="default"
          size={44}
          aria-label={asked.view === "day" ? "Day after" : "Week after"}
          onClick={() => show({ day: dayAfter(asked.day, step) })}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
        {!days.includes(today) && (
          <Button variant="default" onClick={() => show({ day: today })}>
            Today
          </Button>
        )}
        <Filters sessions={query.data ?? []} asked={asked} onChange={show} />
      </div>
      <Loaded
        query={query}
        loading="Loading the sessions"
        failed="The sessions could not be loaded"
      >
        {(sessions) => (
          <Calendar sessions={sessions} asked={asked} days={days} today={today} timeZone={zone} />
        )}
      </Loaded>
    </Page>
  );
}

interface CalendarProps {
  sessions: readonly SessionSummary[];
  asked: CalendarAsked;
  days: readonly string[];
  today: string;
  timeZone?: string;
}

function Calendar({ sessions, asked, days, today, timeZone }: CalendarProps) {
  const found = shown(sessions, asked);
  const withTutor = choicesOf(sessions).tutors.length > 1;
  if (found.length === 0) {
    return (
      <EmptyView title={asked.view === "day" ? "No sessions on this day" : "No sessions this week"}>
        {sessions.length > 0
          ? "The filters leave nothing. Take one away."
          : "Your centre has planned nothing here. Look at another week."}
      </EmptyView>
    );
  }
  if (asked.view === "day") {
    return (
      <section className={classes.card} aria-label={dayText(`${asked.day}T12:00:00Z`, "UTC")}>
        <SessionRows sessions={found} timeZone={timeZone} />
      </section>
    );
  }
  return (
    <WeekBoard
      days={days}
      today={today}
      sessions={found}
      timeZone={timeZone}
      withTutor={withTutor}
    />
  );
}

interface FiltersProps {
  sessions: readonly SessionSummary[];
  asked: CalendarAsked;
  onChange: (change: Partial<CalendarAsked>) => void;
}

function Filters({ sessions, asked, onChange }: FiltersProps) {
  const { tutors, rooms } = choicesOf(sessions);
  return (
    <div className={classes.filters}>
      {(tutors.length > 1 || asked.tutorId) && (
        <Select
          aria-label="Tutor"
          placeholder="Every tutor"
          clearable
          data={tutors}
          value={asked.tutorId}
          onChange={(tutorId) => onChange({ tutorId })}
        />
      )}
      {(rooms.length > 1 || asked.roomId) && (
        <Select
          aria-label="Room"
          placeholder="Every room"
          clearable
          data={rooms}
          value={asked.roomId}
          onChange={(roomId) => onChange({ roomId })}
        />
      )}
      <Select
        aria-label="State"
        placeholder="Every state"
        clearable
        data={STATUS_CHOICES}
        value={asked.status}
        onChange={(status) => onChange({ status: status as CalendarAsked["status"] })}
      />
    </div>
  );
}

/** "Tuesday 17 November", or "Monday 16 November to Sunday 22 November". */
function spanText(first: string, last: string): string {
  const words = (day: string) => dayText(`${day}T12:00:00Z`, "UTC");
  return first === last ? words(first) : `${words(first)} to ${words(last)}`;
}
