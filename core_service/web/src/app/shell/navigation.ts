/** Every place of the sidebar (UI 4): who may go there, by permission, and whether its page exists. */
import {
  IconBooks,
  IconBuilding,
  IconBuildingCommunity,
  IconCalendar,
  IconCalendarWeek,
  IconChartLine,
  IconClipboardCheck,
  IconClockPause,
  IconHistory,
  IconHome,
  IconLayoutGrid,
  IconMapPin,
  IconMessages,
  IconPrinter,
  IconProgress,
  IconRuler2,
  IconSettings,
  IconStairsUp,
  IconStack2,
  IconUsers,
  IconUsersGroup,
  IconUserCog,
  type Icon,
} from "@tabler/icons-react";
import { matchRoutes, type RouteObject } from "react-router";
import { hasPermission, hasRole } from "~/features/identity/permissions";
import type { Me, Permission, Role } from "~/lib/contract";
import { controlCentrePath } from "~/lib/session-paths";

export interface Place {
  label: string;
  path: string;
  Icon: Icon;
}

export interface PlaceGroup {
  title: string;
  places: Place[];
}

interface PlannedPlace {
  label: string;
  /** The first of these whose page exists. */
  paths: readonly string[];
  /** Any of these opens it. */
  needs: readonly Permission[];
  /** Beside the permission, where a page is one role's alone. */
  role?: Role;
  Icon: Icon;
}

const LIVE_SESSION = "Live session";

const PLACES: readonly { title: string; places: readonly PlannedPlace[] }[] = [
  {
    title: "Family",
    places: [
      { label: "Home", paths: ["/dashboard/parent"], needs: ["CHILD_VIEW"], Icon: IconHome },
      {
        label: "Sessions",
        paths: ["/dashboard/parent/sessions"],
        needs: ["CHILD_VIEW"],
        Icon: IconCalendar,
      },
      {
        label: "Marked work",
        paths: ["/dashboard/parent/work"],
        needs: ["CHILD_VIEW"],
        Icon: IconClipboardCheck,
      },
      {
        label: "Messages",
        paths: ["/dashboard/parent/messages"],
        needs: ["CHILD_VIEW"],
        Icon: IconMessages,
      },
    ],
  },
  {
    title: "Teach",
    places: [
      {
        label: "My day",
        paths: ["/dashboard/tutor/my-day"],
        needs: ["SESSION_CONDUCT"],
        Icon: IconHome,
      },
      { label: LIVE_SESSION, paths: [], needs: ["SESSION_CONDUCT"], Icon: IconLayoutGrid },
      {
        label: "Sessions",
        paths: ["/dashboard/tutor/sessions"],
        needs: ["SESSION_CONDUCT"],
        Icon: IconCalendar,
      },
      {
        label: "Catch-ups",
        paths: ["/dashboard/tutor/catchups"],
        needs: ["SESSION_VIEW_STUDENTS"],
        Icon: IconStack2,
      },
      {
        label: "Worksheets",
        paths: ["/dashboard/tutor/worksheets"],
        needs: ["PHYSICAL_WORK_UPLOAD"],
        Icon: IconPrinter,
      },
      {
        label: "Messages",
        paths: ["/dashboard/messages"],
        needs: ["SESSION_CONDUCT", "STUDENT_MANAGE"],
        Icon: IconMessages,
      },
    ],
  },
  {
    title: "Assess",
    places: [
      {
        label: "Marking",
        paths: ["/dashboard/assessments"],
        needs: ["ASSESSMENT_QUEUE_VIEW"],
        Icon: IconClipboardCheck,
      },
      {
        label: "Level reviews",
        paths: ["/dashboard/assessments/levels"],
        needs: ["ACADEMIC_PROFILE_UPDATE"],
        Icon: IconStairsUp,
      },
      {
        label: "Placement",
        paths: ["/dashboard/assessments/placement"],
        needs: ["ACADEMIC_PROFILE_UPDATE"],
        Icon: IconMapPin,
      },
      {
        label: "Rubrics",
        paths: ["/dashboard/assessments/rubrics"],
        needs: ["RUBRIC_MANAGE"],
        Icon: IconRuler2,
      },
    ],
  },
  {
    title: "Learn",
    places: [
      {
        label: "Library",
        paths: ["/dashboard/library"],
        needs: ["CONTENT_ASSIGN", "RUBRIC_MANAGE"],
        Icon: IconBooks,
      },
    ],
  },
  {
    title: "People",
    places: [
      {
        label: "Students",
        paths: ["/dashboard/students"],
        needs: ["SESSION_VIEW_STUDENTS", "STUDENT_MANAGE", "ASSESSMENT_QUEUE_VIEW"],
        Icon: IconUsers,
      },
      {
        label: "Classes",
        paths: ["/admin/classes"],
        needs: ["STUDENT_MANAGE"],
        Icon: IconUsersGroup,
      },
      { label: "Users", paths: ["/admin/users"], needs: ["TUTOR_MANAGE"], Icon: IconUserCog },
    ],
  },
  {
    title: "Insight",
    places: [
      {
        label: "Reports",
        paths: [
          "/dashboard/reports",
          "/dashboard/reports/centre",
          "/dashboard/reports/tutor",
          "/dashboard/reports/student",
        ],
        needs: ["REPORTS_VIEW"],
        Icon: IconChartLine,
      },
      {
        label: "Help waits",
        paths: ["/dashboard/help-waits"],
        needs: ["HELP_REQUEST_RESPOND"],
        Icon: IconClockPause,
      },
    ],
  },
  {
    title: "Centre",
    places: [
      {
        label: "Today",
        paths: ["/dashboard/centre"],
        needs: ["CENTRE_MANAGE"],
        Icon: IconBuilding,
      },
      {
        label: "Timetable",
        paths: ["/admin/timetable"],
        needs: ["SCHEDULE_MANAGE"],
        Icon: IconCalendarWeek,
      },
      { label: "Audit", paths: ["/admin/audit"], needs: ["CENTRE_MANAGE"], Icon: IconHistory },
      {
        label: "Settings",
        paths: ["/admin/settings"],
        needs: ["SYSTEM_SETTINGS"],
        Icon: IconSettings,
      },
      { label: "Jobs", paths: ["/admin/jobs"], needs: ["SYSTEM_SETTINGS"], Icon: IconProgress },
      {
        label: "Centres",
        paths: ["/admin/centres"],
        needs: ["CENTRE_MANAGE"],
        role: "SUPER_ADMIN",
        Icon: IconBuildingCommunity,
      },
    ],
  },
];

export type HasPage = (path: string) => boolean;

/** Whether the app has a page at exactly this address: neither a redirect, nor one for any id. */
export function pagesOf(routes: RouteObject[]): HasPage {
  return (path) => {
    const match = matchRoutes(routes, path)?.at(-1);
    return match?.route.lazy !== undefined && Object.keys(match.params).length === 0;
  };
}

/** The groups that a person sees; `liveSessionId` is the session that is open now, where there is one. */
export function placesFor(me: Me, hasPage: HasPage, liveSessionId: string | null): PlaceGroup[] {
  const pathOf = ({ label, paths }: PlannedPlace) =>
    label === LIVE_SESSION ? liveSessionPath(liveSessionId) : paths.find(hasPage);
  const isOpenTo = ({ needs, role }: PlannedPlace) =>
    (!role || hasRole(me, role)) && needs.some((need) => hasPermission(me, need));
  return PLACES.map(({ title, places }) => ({
    title,
    places: places.filter(isOpenTo).flatMap((place) => {
      const path = pathOf(place);
      return path ? [{ label: place.label, path, Icon: place.Icon }] : [];
    }),
  })).filter(({ places }) => places.length > 0);
}

function liveSessionPath(sessionId: string | null): string | undefined {
  return sessionId === null ? undefined : controlCentrePath(sessionId);
}

/** The place that a page belongs to: its own, or the nearest above it; null for pages outside the menu. */
export function placeOf(groups: readonly PlaceGroup[], pathname: string): string | null {
  const paths = groups.flatMap(({ places }) => places.map(({ path }) => path));
  const above = paths.filter((path) => `${pathname}/`.startsWith(`${path}/`));
  return above.sort((a, b) => b.length - a.length)[0] ?? null;
}
