/** The frame of a student's pages outside a task: four tabs, at the bottom of a phone (UI 4, 15). */
import { useMediaQuery } from "@mantine/hooks";
import {
  IconAward,
  IconBook2,
  IconCloudOff,
  IconHome,
  IconSchool,
  IconStack2,
} from "@tabler/icons-react";
import { useSyncExternalStore } from "react";
import { Link, NavLink, Outlet } from "react-router";
import { Bell } from "~/features/notifications/components/bell";
import { timeOfDay } from "~/lib/durations";
import { keptSince } from "~/lib/kept-reading";
import { useOutboxState } from "~/lib/use-outbox";
import { useMe } from "../signed-in";
import { AccountMenu } from "./account-menu";
import classes from "./student-tabs.module.css";

const TABS = [
  { to: "/dashboard/student", label: "Home", Icon: IconHome },
  { to: "/dashboard/student/catchups", label: "Catch-ups", Icon: IconStack2 },
  { to: "/dashboard/student/work", label: "My work", Icon: IconBook2 },
  { to: "/dashboard/student/badges", label: "Badges", Icon: IconAward },
] as const;

export function Component() {
  const me = useMe();
  const isPhone = useMediaQuery("(max-width: 767px)", undefined, {
    getInitialValueInEffect: false,
  });
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#main">
        Skip to the page
      </a>
      <header className={classes.bar}>
        <Link
          to="/dashboard/student"
          className={classes.mark}
          aria-label="AetherLearn, to your start page"
        >
          <IconSchool size={28} stroke={1.75} aria-hidden />
        </Link>
        {!isPhone && <Tabs />}
        <Bell isSmall size={26} />
        <AccountMenu />
      </header>
      <OfflineLine />
      <main id="main" className={classes.page} tabIndex={-1}>
        <Outlet context={me} />
      </main>
      {isPhone && <Tabs />}
    </div>
  );
}

function Tabs() {
  return (
    <nav aria-label="Main" className={classes.tabs}>
      {TABS.map(({ to, label, Icon }) => (
        <NavLink key={to} to={to} end={to === TABS[0].to}>
          <Icon size={24} stroke={1.7} aria-hidden />
          {label}
        </NavLink>
      ))}
    </nav>
  );
}

/** Never passes what was read before for news (UI 3). */
function OfflineLine() {
  const since = useSyncExternalStore(keptSince.subscribe, keptSince.get);
  const { waiting } = useOutboxState();
  if (since === null) return null;
  const waits =
    waiting.length === 0 ? "" : " What you did waits here and is sent when we are back.";
  return (
    <p className={classes.offline} role="status">
      <IconCloudOff aria-hidden stroke={1.8} />
      <span>
        <strong>No internet just now.</strong> Showing {timeOfDay(since, undefined, true)}.{waits}
      </span>
    </p>
  );
}
