/** A parent's addresses (UI 4, 13). */
import type { RouteObject } from "react-router";

export const parentPages: RouteObject[] = [
  { path: "/dashboard/parent", lazy: () => import("./pages/parent/home") },
  { path: "/dashboard/parent/sessions", lazy: () => import("./pages/parent/sessions") },
  { path: "/dashboard/parent/sessions/:sessionId", lazy: () => import("./pages/parent/session") },
  { path: "/dashboard/parent/work", lazy: () => import("./pages/parent/work") },
  { path: "/dashboard/parent/:studentId", lazy: () => import("./pages/parent/home") },
];
