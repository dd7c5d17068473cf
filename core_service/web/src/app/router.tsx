/** Every address of the app; each page is its own chunk. */
import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { RouteError } from "./error-boundary";
import { Shell } from "./shell/shell";
import { Home, SignedIn } from "./signed-in";
import { studentRoutes } from "./student-routes";

const staffPages: RouteObject[] = [
  { path: "/dashboard/tutor", element: <Navigate to="/dashboard/tutor/my-day" replace /> },
  {
    path: "/dashboard/tutor/attendance",
    element: <Navigate to="/dashboard/tutor/my-day" replace />,
  },
  { path: "/dashboard/tutor/my-day", lazy: () => import("./pages/my-day") },
  { path: "/dashboard/profile", lazy: () => import("./pages/profile") },
];

export const routes: RouteObject[] = [
  {
    ErrorBoundary: RouteError,
    HydrateFallback: () => null,
    children: [
      { path: "/login", lazy: () => import("./pages/login") },
      {
        element: <SignedIn />,
        children: [
          { path: "/", element: <Home /> },
          { path: "/dashboard", element: <Home /> },
          { element: <Shell isFolded={false} />, children: staffPages },
          ...studentRoutes,
        ],
      },
      { path: "*", lazy: () => import("./pages/not-found") },
    ],
  },
];

export const createAppRouter = () => createBrowserRouter(routes);
