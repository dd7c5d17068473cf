/** Addresses of students, reports and messages (UI 4). */
import type { RouteObject } from "react-router";

export const insightPages: RouteObject[] = [
  { path: "/dashboard/messages", lazy: () => import("./pages/messages") },
  { path: "/dashboard/parent/messages", lazy: () => import("./pages/parent/messages") },
];
