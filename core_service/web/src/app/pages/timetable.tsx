/** The timetable: the week by room and tutor, and all from which it is made (UI 9). */
import { ActionIcon, Button, SegmentedControl, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useSearchParams } from "react-router";
import { sessionsBetweenQuery } from "~/features/sessions/api";
import { daysOf } from "~/features/sessions/calendar";
import { WeekGrid } from "~/features/sessions/components/week-grid";
import { dayAfter, dayOf } from "~/features/sessions/days";
import { closuresQuery, templatesQuery, waitlistQuery } from "~/features/timetable/api";
import { Generation } from "~/features/timetable/components/generation";
import { OneOff } from "~/features/timetable/components/one-off";
import { Closures, Rooms } from "~/features/timetable/components/premises";
import { Templates } from "~/features/timetable/components/templates";
import { WaitingList } from "~/features/timetable/components/waiting-list";
import { centreRoomsQuery } from "~/lib/centre-rooms";
import { dayText } from "~/lib/durations";
import { serverNow } from "~/lib/server-clock";
import { Loaded } from "~/ui/loaded";
import { Card, Page } from "~/ui/page";
import { EmptyView } from "~/ui/state-view";
import { MenuButton } from "../shell/open-menu";
import { Require } from "../signed-in";
import { besideCentre, CentreChoice, usePlannedCentre } from "./planned-centre";
import columns from "./page-columns.module.css";
import classes from "./sessions.module.css";

const TABS = [
  { value: "week", label: "Week" },
  { value: "weekly", label: "Weekly lessons" },
  { value: "once", label: "Single session" },
  { value: "rooms", label: "Rooms" },
  { value: "closures", label: "Closed days" },
  { value: "waiting", label: "Waiting list" },
] as const;

export function Component() {
  return (
    <Require permission="SCHEDULE_MANAGE">
      <Timetable />
    </Require>
  );
}

function Timetable() {
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find(({ value }) => value === search.get("show"))?.value ?? "week";
  return (
    <Page
      title="Timetable"
      lead={<MenuButton />}
      actions={<CentreChoice permission="SCHEDULE_MANAGE" />}
    >
      <Tabs
        value={tab}
        onChange={(value) =>
          setSearch(besideCentre(search, value && value !== "week" ? { show: value } : {}))
        }
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          {TABS.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Shown tab={tab} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

/** Of the tab; only what is shown is asked for. */
function Shown({ tab }: { tab: (typeof TABS)[number]["value"] }) {
  const place = usePlace();
  switch (tab) {
    case "week":
      return <Week />;
    case "weekly":
      return <WeeklyLessons {...place} />;
    case "once":
      return (
        <Card title="A single session">
          <OneOff {...place} />
        </Card>
      );
    case "rooms":
      return <RoomsTab {...place} />;
    case "closures":
      return <ClosuresTab {...place} />;
    case "waiting":
      return <WaitingTab {...place} />;
  }
}

interface Place {
  centreId: string | null;
  today: string;
  timeZone?: string;
}

/** The centre that one plans, and its day. */
function usePlace(): Place {
  const { centre } = usePlannedCentre("SCHEDULE_MANAGE");
  const timeZone = centre?.timezone;
  return { centreId: centre?.id ?? null, today: dayOf(serverNow(), timeZone), timeZone };
}

function ofCentre<T extends { centreId: string }>(
  list: readonly T[],
  centreId: string | null,
): T[] {
  return list.filter((each) => centreId === null || each.centreId === centreId);
}

function Week() {
  const { centreId, today, timeZone } = usePlace();
  const [search, setSearch] = useSearchParams();
  const day = search.get("date") ?? today;
  const by = search.get("by") === "tutor" ? "tutor" : "room";
  const days = daysOf({ view: "week", day });
  const first = days[0] ?? today;
  const last = days[6] ?? today;
  const query = useQuery(sessionsBetweenQuery(first, last));
  const show = (change: { date?: string; by?: string }) => {
    const next = { date: day, by, ...change };
    setSearch(
      besideCentre(search, {
        ...(next.date !== today && { date: next.date }),
        ...(next.by === "tutor" && { by: "tutor" }),
      }),
      { replace: true },
    );
  };
  return (
    <div className={columns.column}>
      <div className={classes.tools}>
        <ActionIcon
          variant="default"
          size={44}
          aria-label="Week before"
          onClick={() => show({ date: dayAfter(day, -7) })}
        >
          <IconChevronLeft size={18} />
        </ActionIcon>
        <p aria-live="polite">
          {dayText(`${first}T12:00:00Z`, "UTC")} to {dayText(`${last}T12:00:00Z`, "UTC")}
        </p>
        <ActionIcon
          variant="default"
          size={44}
          aria-label="Week after"
          onClick={() => show({ date: dayAfter(day, 7) })}
        >
          <IconChevronRight size={18} />
        </ActionIcon>
        {!days.includes(today) && (
          <Button variant="default" onClick={() => show({ date: today })}>
            This week
          </Button>
        )}
        <SegmentedControl
          ml="auto"
          aria-label="By room or tutor"
          value={by}
          onChange={(value) => show({ by: value })}
          data={[
            { value: "room", label: "By room" },
            { value: "tutor", label: "By tutor" },
          ]}
        />
      </div>
      <Loaded query={query} loading="Loading the week" failed="The week could not be loaded">
        {(all) => {
          const sessions = ofCentre(all, centreId);
          return sessions.length === 0 ? (
            <EmptyView title="Nothing is planned this week">
              Weekly lessons become sessions when the weeks ahead are planned.
            </EmptyView>
          ) : (
            <WeekGrid days={days} today={today} sessions={sessions} by={by} timeZone={timeZone} />
          );
        }}
      </Loaded>
    </div>
  );
}

function WeeklyLessons({ centreId, today, timeZone }: Place) {
  const query = useQuery(templatesQuery);
  return (
    <div className={columns.column}>
      <Card title="Every week">
        <Loaded
          query={query}
          loading="Loading the lessons"
          failed="The weekly lessons could not be loaded"
        >
          {(templates) => (
            <Templates
              templates={ofCentre(templates, centreId)}
              centreId={centreId}
              today={today}
              timeZone={timeZone}
            />
          )}
        </Loaded>
      </Card>
      <Card title="Plan the weeks ahead">
        <Generation />
      </Card>
    </div>
  );
}

function RoomsTab({ centreId }: Place) {
  const query = useQuery(centreRoomsQuery);
  return (
    <Card title="Rooms and seats">
      <Loaded query={query} loading="Loading the rooms" failed="Rooms could not be loaded">
        {(rooms) => <Rooms rooms={ofCentre(rooms, centreId)} centreId={centreId} />}
      </Loaded>
    </Card>
  );
}

function ClosuresTab({ centreId, today }: Place) {
  const query = useQuery(closuresQuery);
  return (
    <Card title="Closed days ahead">
      <Loaded query={query} loading="Loading closed days" failed="Closed days could not be loaded">
        {(closures) => (
          <Closures closures={ofCentre(closures, centreId)} centreId={centreId} today={today} />
        )}
      </Loaded>
    </Card>
  );
}

function WaitingTab({ timeZone }: Place) {
  const query = useQuery(waitlistQuery);
  return (
    <Card title="Who waits for a place">
      <Loaded query={query} loading="Loading who waits" failed="Who waits could not be loaded">
        {(entries) => <WaitingList entries={entries} timeZone={timeZone} />}
      </Loaded>
    </Card>
  );
}
