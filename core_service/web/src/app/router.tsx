/** Every address of the app; each page is its own chunk. */
import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { centrePages } from "./centre-routes";
import { RouteError } from "./error-boundary";
import { insightPages } from "./insight-routes";
import { parentPages } from "./parent-routes";
import { planningPages, planningScreens } from "./planning-routes";
import { Home, SignedIn } from "./signed-in";
import { studentRoutes } from "./student-routes";

const staffPages: RouteObject[] = [
  { path: "/dashboard/tutor", element: <Navigate to="/dashboard/tutor/my-day" replace /> },
  { path: "/dashboard/tutor/my-day", lazy: () => import("./pages/my-day") },
  { path: "/dashboard/tutor/sessions", lazy: () => import("./pages/sessions") },
  { path: "/dashboard/assessments", lazy: () => import("./pages/marking/queue") },
  { path: "/dashboard/assessments/levels", lazy: () => import("./pages/assessment/level-reviews") },
  { path: "/dashboard/assessments/placement", lazy: () => import("./pages/assessment/placement") },
  { path: "/dashboard/assessments/rubrics", lazy: () => import("./pages/assessment/rubrics") },
  { path: "/dashboard/library", lazy: () => import("./pages/library/page") },
  { path: "/dashboard/library/:courseId", lazy: () => import("./pages/library/course") },
  { path: "/dashboard/tutor/library", element: <Navigate to="/dashboard/library" replace /> },
  { path: "/admin/catalogue", element: <Navigate to="/dashboard/library" replace /> },
  {
    path: "/dashboard/tutor/assessments/:enrollmentId",
    lazy: () => import("./pages/marking/oldest"),
  },
  ...planningPages,
  ...insightPages,
  ...parentPages,
  ...centrePages,
];

/** One's own account and news: everybody's pages. */
const ownPages: RouteObject[] = [
  { path: "/dashboard/profile", lazy: () => import("./pages/profile") },
  { path: "/dashboard/notifications", lazy: () => import("./pages/notifications") },
];

const fullScreenPages: RouteObject[] = [
  { path: "/dashboard/assessments/:reviewId", lazy: () => import("./pages/marking/page") },
  {
    path: "/dashboard/tutor/sessions/:sessionId/control-center",
    lazy: () => import("./pages/control-centre/page"),
  },
  ...planningScreens,
];

/** The frame with the sidebar is a chunk of its own: the login does without it. */
async function shell(kind: "page" | "screen") {
  const [{ Shell }, { pagesOf }] = await Promise.all([
    import("./shell/shell"),
    import("./shell/navigation"),
  ]);
  return { element: <Shell kind={kind} hasPage={pagesOf(routes)} /> };
}

async function accountFrame() {
  const [{ AccountFrame }, { pagesOf }] = await Promise.all([
    import("./account-frame"),
    import("./shell/navigation"),
  ]);
  return { element: <AccountFrame hasPage={pagesOf(routes)} /> };
}

export const routes: RouteObject[] = [
  {
    ErrorBoundary: RouteError,
    HydrateFallback: () => null,
    children: [
      { path: "/login", lazy: () => import("./pages/login") },
      { path: "/reset", lazy: () => import("./pages/reset") },
      { path: "/invite/:token", lazy: () => import("./pages/invite") },
      {
        element: <SignedIn />,
        children: [
          { path: "/", element: <Home /> },
          { path: "/dashboard", element: <Home /> },
          { lazy: () => shell("page"), children: staffPages },
          { lazy: accountFrame, children: ownPages },
          { lazy: () => shell("screen"), children: fullScreenPages },
          ...studentRoutes,
        ],
      },
      { path: "*", lazy: () => import("./pages/not-found") },
    ],
  },
];

export const createAppRouter = () => createBrowserRouter(routes);
