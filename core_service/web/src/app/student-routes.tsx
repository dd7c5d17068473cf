/** The student's addresses (UI 4). */
import type { RouteObject } from "react-router";

export const studentRoutes: RouteObject[] = [
  { path: "/dashboard/student", lazy: () => import("./pages/student-home") },
  { path: "/dashboard/student/sessions/:id", lazy: () => import("./pages/student-session") },
];
