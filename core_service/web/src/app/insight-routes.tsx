/** Addresses of students, reports and messages (UI 4). */
import type { RouteObject } from "react-router";

export const insightPages: RouteObject[] = [
  { path: "/dashboard/students", lazy: () => import("./pages/students") },
  { path: "/dashboard/students/:studentId", lazy: () => import("./pages/student-profile/page") },
  { path: "/dashboard/messages", lazy: () => import("./pages/messages") },
  { path: "/dashboard/parent/messages", lazy: () => import("./pages/parent/messages") },
];
