/** The addresses of a session's pages for staff. */

export function sessionPath(sessionId: string): string {
  return `/dashboard/tutor/sessions/${sessionId}`;
}

export function controlCentrePath(sessionId: string): string {
  return `${sessionPath(sessionId)}/control-center`;
}

export function attendancePath(sessionId: string): string {
  return `${sessionPath(sessionId)}/attendance`;
}
