/** The student's addresses (UI 4): pages with their four tabs, and those that show one task alone. */
import type { RouteObject } from "react-router";

const withTabs: RouteObject[] = [
  { path: "/dashboard/student", lazy: () => import("./pages/student-home/page") },
  { path: "/dashboard/student/catchups", lazy: () => import("./pages/student-catchups") },
  { path: "/dashboard/student/work", lazy: () => import("./pages/student-work") },
  { path: "/dashboard/student/badges", lazy: () => import("./pages/student-badges") },
];

const oneTask: RouteObject[] = [
  { path: "/dashboard/student/sessions/:id", lazy: () => import("./pages/student-session/page") },
  { path: "/dashboard/student/catchups/:id", lazy: () => import("./pages/student-catchup/page") },
  { path: "/dashboard/student/work/:id", lazy: () => import("./pages/student-work-result") },
];

export const studentRoutes: RouteObject[] = [
  {
    lazy: () => import("./student/student-frame"),
    children: [{ lazy: () => import("./student/student-tabs"), children: withTabs }, ...oneTask],
  },
];
