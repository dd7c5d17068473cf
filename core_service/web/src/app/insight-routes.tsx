/** Addresses of students, reports and messages (UI 4). */
import type { RouteObject } from "react-router";

export const insightPages: RouteObject[] = [
  { path: "/dashboard/students", lazy: () => import("./pages/students") },
  { path: "/dashboard/students/:studentId", lazy: () => import("./pages/student-profile/page") },
  { path: "/dashboard/reports", lazy: () => import("./pages/reports/first") },
  { path: "/dashboard/reports/centre", lazy: () => import("./pages/reports/centre") },
  { path: "/dashboard/reports/tutor", lazy: () => import("./pages/reports/tutor") },
  { path: "/dashboard/reports/student", lazy: () => import("./pages/reports/student") },
  { path: "/dashboard/messages", lazy: () => import("./pages/messages") },
  { path: "/dashboard/parent/messages", lazy: () => import("./pages/parent/messages") },
];
