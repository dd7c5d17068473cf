/** Addresses of teaching and planning: attendance, catch-ups, sessions, classes, the timetable (UI 4). */
import { Navigate, type RouteObject, useParams } from "react-router";
import { attendancePath } from "~/lib/session-paths";

/** Pages with the sidebar beside them. */
export const planningPages: RouteObject[] = [
  { path: "/admin/timetable", lazy: () => import("./pages/timetable") },
  { path: "/admin/classes", lazy: () => import("./pages/classes") },
  {
    path: "/dashboard/tutor/sessions/:sessionId",
    lazy: () => import("./pages/session-detail/page"),
  },
  { path: "/dashboard/centre", lazy: () => import("./pages/centre-today") },
  { path: "/dashboard/help-waits", lazy: () => import("./pages/help-waits") },
  { path: "/dashboard/tutor/catchups", lazy: () => import("./pages/tutor-catch-ups") },
  { path: "/dashboard/tutor/attendance/:sessionId", element: <ToAttendance /> },
  { path: "/tutor/attendance/:sessionId", element: <ToAttendance /> },
  {
    path: "/dashboard/tutor/attendance",
    element: <Navigate to="/dashboard/tutor/my-day" replace />,
  },
];

/** Screens that fill the window. */
export const planningScreens: RouteObject[] = [
  {
    path: "/dashboard/tutor/sessions/:sessionId/attendance",
    lazy: () => import("./pages/attendance/page"),
  },
];

function ToAttendance() {
  const { sessionId = "" } = useParams();
  return <Navigate to={attendancePath(sessionId)} replace />;
}
