/** The kinds of news in the reader's words. */
import type { NotificationKind } from "./api";

export const KIND_WORDS: Readonly<Record<NotificationKind, string>> = {
  HAND_WAITING: "A hand that nobody has answered",
  SESSION_REMINDER: "Sessions of tomorrow",
  SESSION_STARTING: "A session that is about to begin",
  SESSION_CHANGED: "A session at another time or place",
  SESSION_CANCELLED: "A session that is cancelled",
  TUTOR_CHANGED: "Another tutor for a session",
  PLACE_OFFERED: "A place from the waitlist",
  ATTENDANCE_UNMARKED: "Attendance that is not marked",
  ABSENCE: "That a child was not there",
  CATCH_UP_MADE: "Work to catch up on",
  CATCH_UP_DUE: "A catch-up that is due",
  CATCH_UP_OVERDUE: "A catch-up that is overdue",
  WORK_RETURNED: "Work that came back",
  WORK_MARKED: "Work that is marked",
  LEVEL_CHANGED: "A new level",
  BADGE_EARNED: "A new badge",
  THREAD_MESSAGE: "A message",
  WEEKLY_DIGEST: "The week in one letter",
};
