/** The frame of a parent's pages: whose they are, the way between them on a phone, and what to read while empty. */
import { IconCalendar, IconClipboardCheck, IconHome, IconMessages } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { NavLink } from "react-router";
import type { Child } from "~/features/family/api";
import { ChildSwitch } from "~/features/family/components/child-switch";
import { unreadMessagesQuery } from "~/features/messages/api";
import { dayText } from "~/lib/durations";
import { serverNow } from "~/lib/server-clock";
import { Loaded } from "~/ui/loaded";
import { PageFoot } from "~/ui/page-foot";
import { PageName } from "~/ui/page-name";
import { EmptyView } from "~/ui/state-view";
import { MenuButton } from "../../shell/open-menu";
import { Require } from "../../signed-in";
import classes from "./parent.module.css";
import { useFamily } from "./use-child";

interface FamilyPageProps {
  title: string;
  /** Whether the page says more at its top than its name, which is then for the window and those who listen. */
  isTitleHidden?: boolean;
  /** The same page for another child. */
  pathOf: (studentId: string) => string;
  children: (child: Child, timeZone?: string) => ReactNode;
}

export function FamilyPage(props: FamilyPageProps) {
  return (
    <Require permission="CHILD_VIEW">
      <Family {...props} />
    </Require>
  );
}

function Family({ title, isTitleHidden = false, pathOf, children }: FamilyPageProps) {
  const { query, isNamed } = useFamily();
  const child = query.data?.child ?? null;
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <MenuButton />
        <ChildSwitch family={query.data?.family ?? []} current={child?.id ?? ""} pathOf={pathOf} />
        <p>{dayText(serverNow(), query.data?.timeZone)}</p>
      </header>
      <PageName className={isTitleHidden ? "visually-hidden" : undefined}>{title}</PageName>
      <Loaded query={query} loading="Loading your family" failed="Your family could not be loaded">
        {({ timeZone }) => (child ? children(child, timeZone) : <NoChild isNamed={isNamed} />)}
      </Loaded>
      <PageFoot>
        <PhoneTabs child={child} />
      </PageFoot>
    </div>
  );
}

function NoChild({ isNamed }: { isNamed: boolean }) {
  return isNamed ? (
    <EmptyView title="This child is not yours to see">
      Choose one of your children above, or ask the centre to link you.
    </EmptyView>
  ) : (
    <EmptyView title="No child is linked to you yet">
      Ask the centre to link you to your child; they appear here as soon as that is done.
    </EmptyView>
  );
}

const MESSAGES = "/dashboard/parent/messages";

const TABS = [
  { path: "/dashboard/parent", label: "Home", Icon: IconHome },
  { path: "/dashboard/parent/sessions", label: "Sessions", Icon: IconCalendar },
  { path: "/dashboard/parent/work", label: "Work", Icon: IconClipboardCheck },
  { path: MESSAGES, label: "Messages", Icon: IconMessages },
] as const;

/** The sidebar's places at the foot of a phone; the child stays the same. */
function PhoneTabs({ child }: { child: Child | null }) {
  const { data: unread = 0 } = useQuery(unreadMessagesQuery);
  const search = child ? `?child=${child.id}` : "";
  return (
    <nav aria-label="Family" className={classes.tabs}>
      {TABS.map(({ path, label, Icon }) => (
        <NavLink key={path} to={`${path}${search}`} end={path === TABS[0].path}>
          <Icon size={24} stroke={1.7} aria-hidden />
          <span>
            {label}
            {path === MESSAGES && unread > 0 && (
              <strong className={classes.unread}>
                {unread}
                <span className="visually-hidden"> unread</span>
              </strong>
            )}
          </span>
        </NavLink>
      ))}
    </nav>
  );
}
