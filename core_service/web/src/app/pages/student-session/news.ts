/** Asks for the student's view again when something happened that changes what comes next. */
import { useEffect, useRef } from "react";
import { useRoomState } from "~/features/room/room-provider";

export function useNewsOf(studentId: string, refresh: () => void): void {
  const news = useRoomState(({ status, assignments, students }) => {
    const student = students[studentId];
    const results = student?.results.map(({ attemptId, status: to }) => `${attemptId} ${to}`);
    const hand = student?.help ? [student.help.requestId, student.help.status] : [];
    return [status, ...hand, ...assignments.map(({ id }) => id), ...(results ?? [])].join("/");
  });
  const known = useRef(news);
  useEffect(() => {
    if (known.current === news) return;
    known.current = news;
    refresh();
  }, [news, refresh]);
}
