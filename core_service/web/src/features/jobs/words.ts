/** Jobs and their states in words. */
import type { JobState } from "./api";

/** In the order in which they matter to whoever looks. */
export const STATES: readonly JobState[] = ["FAILED", "RETRYING", "QUEUED", "SCHEDULED", "DONE"];

export const STATE_WORDS: Readonly<Record<JobState, string>> = {
  FAILED: "Given up",
  RETRYING: "Tried again",
  QUEUED: "On its way",
  SCHEDULED: "Later",
  DONE: "Done",
};

export const EMPTY_WORDS: Readonly<Record<JobState, string>> = {
  FAILED: "No job was given up. There is nothing to do here.",
  RETRYING: "No job has failed and waits to be tried again.",
  QUEUED: "Nothing is due at this moment.",
  SCHEDULED: "Nothing is planned for later.",
  DONE: "No job has been done lately.",
};

const NAMES: Readonly<Record<string, string>> = {
  "assessment.look_at_progress": "Look for students who may change level",
  "foundation.forget_answers": "Forget answers kept for repeated requests",
  "identity.forget_logins": "Forget sign-ins that have ended",
  "identity.write_invitation": "Send an invitation",
  "identity.write_reset": "Send a link for a new password",
  "live.end_forgotten": "End a session that nobody has ended",
  "notifications.letter": "Send a letter",
  "notifications.weekly_digests": "Write the families' weekly letters",
  "notifications.digest": "Write a family's weekly letter",
  "privacy.erase": "Erase a person",
  "privacy.export": "Gather all that is known of a person",
  "privacy.expire_export": "Delete a file of personal data",
  "privacy.plan_retention": "Plan what is to be deleted",
  "privacy.retain": "Delete what was kept long enough",
  "reporting.write_export": "Write a report's file",
  "reporting.expire_export": "Delete a report's file",
  "sessions.generate": "Make sessions from the timetable",
  "sessions.plan_ahead": "Plan the weeks ahead",
  "work.submit_at_limit": "Hand in work when its time is over",
};

/** "notifications.place_offered", which has no words of its own, as "Notifications: place offered". */
export function jobWords(name: string): string {
  const known = NAMES[name];
  if (known) return known;
  const [area = "", act = ""] = name.split(".");
  return `${area.charAt(0).toUpperCase()}${area.slice(1)}: ${act.replaceAll("_", " ")}`;
}
