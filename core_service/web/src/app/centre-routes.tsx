/** Addresses of those who run centres (UI 4). */
import type { RouteObject } from "react-router";

export const centrePages: RouteObject[] = [
  { path: "/admin/audit", lazy: () => import("./pages/audit") },
  { path: "/admin/jobs", lazy: () => import("./pages/jobs") },
  { path: "/admin/settings", lazy: () => import("./pages/settings") },
  { path: "/admin/users", lazy: () => import("./pages/users/page") },
  { path: "/admin/centres", lazy: () => import("./pages/centres") },
];
