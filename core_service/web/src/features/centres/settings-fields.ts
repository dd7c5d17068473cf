/** Every setting in words, in groups, with its unit and the limits that the core holds it to. */
import { CentreSettingsChangeLimits } from "~/generated/limits";
import type { Settings } from "./api";

export type SettingName = keyof Settings;

interface Field {
  name: SettingName;
  label: string;
  /** What it does, for whoever decides it. */
  does: string;
}

interface NumberField extends Field {
  kind: "number";
  unit: string;
  lowest: number;
  highest: number;
}

/** A share from 0 to 1, shown in per cent. */
interface ShareField extends Field {
  kind: "share";
  lowest: number;
  highest: number;
}

interface PlainField extends Field {
  kind: "time" | "yes-no" | "weekday";
}

export type SettingField = NumberField | ShareField | PlainField;

interface SettingGroup {
  title: string;
  fields: readonly SettingField[];
}

const PER_CENT = 100;

type Limited = keyof typeof CentreSettingsChangeLimits;

function number(name: Limited, label: string, unit: string, does: string): NumberField {
  const { minimum: lowest, maximum: highest } = CentreSettingsChangeLimits[name];
  return { kind: "number", name, label, unit, lowest, highest, does };
}

function share(name: Limited, label: string, does: string): ShareField {
  const { minimum, maximum } = CentreSettingsChangeLimits[name];
  return {
    kind: "share",
    name,
    label,
    lowest: minimum * PER_CENT,
    highest: maximum * PER_CENT,
    does,
  };
}

const plain = (
  kind: PlainField["kind"],
  name: SettingName,
  label: string,
  does: string,
): PlainField => ({ kind, name, label, does });

export const SETTING_GROUPS: readonly SettingGroup[] = [
  {
    title: "Learning",
    fields: [
      share(
        "masteryThreshold",
        "Mastered from",
        "An exercise counts as mastered from this share of its points on.",
      ),
      number(
        "masteryStreak",
        "Mastered in a row",
        "exercises",
        "So many show that a unit is mastered.",
      ),
      number(
        "stuckAfterTries",
        "Stuck after",
        "tries",
        "So many failed tries at one exercise bring it to the tutor.",
      ),
      share(
        "regressionThreshold",
        "Too hard below",
        "Tries below this share speak for an easier level.",
      ),
      number(
        "regressionStreak",
        "Too hard in a row",
        "tries",
        "So many in a row speak for an easier level.",
      ),
      number(
        "regressionStuck",
        "Stuck exercises",
        "in a level",
        "So many in one level do the same.",
      ),
    ],
  },
  {
    title: "Attendance and catch-ups",
    fields: [
      number(
        "lateAfterMinutes",
        "In time until",
        "minutes",
        "So long after the start a student is not late.",
      ),
      number(
        "absenceNoticeMinutes",
        "Parents are told after",
        "minutes",
        "So long after an absence was marked; un-marking it stops the letter.",
      ),
      plain(
        "yes-no",
        "catchUpForExcused",
        "Excused students catch up too",
        "Off: only who was absent without excuse gets a catch-up.",
      ),
      number(
        "catchUpDays",
        "Time for a catch-up",
        "days",
        "For students without two further sessions.",
      ),
      number(
        "catchUpReminderHours",
        "Reminded before it is due",
        "hours",
        "So long before, its student is reminded.",
      ),
    ],
  },
  {
    title: "Help and planning",
    fields: [
      number(
        "helpEscalationMinutes",
        "A hand reaches supervisors after",
        "minutes",
        "So long it may wait before supervisors learn of it.",
      ),
      number(
        "waitlistOfferHours",
        "A free place is kept for",
        "hours",
        "For whoever it is offered to, before the next is asked.",
      ),
      number(
        "timetableWeeksAhead",
        "Sessions are made ahead",
        "weeks",
        "From the weekly lessons of the timetable.",
      ),
    ],
  },
  {
    title: "Families and letters",
    fields: [
      plain(
        "time",
        "parentNotesAt",
        "Parents see notes from",
        "Notes that were written for them that day, in the centre's time.",
      ),
      plain(
        "time",
        "quietFrom",
        "Quiet from",
        "From now on nobody is sent a letter that can wait.",
      ),
      plain("time", "quietUntil", "Quiet until", "Then what waited is sent."),
      plain(
        "weekday",
        "weeklyLetterDay",
        "Weekly letter on",
        "Each family's letter about the week.",
      ),
      plain("time", "weeklyLetterAt", "Weekly letter at", "In the centre's time."),
    ],
  },
  {
    title: "Children's screens",
    fields: [
      number(
        "earlyBelowAge",
        "Youngest screen below",
        "years",
        "They hear every text, and may sign in by pictures.",
      ),
      number(
        "juniorBelowAge",
        "Junior screen below",
        "years",
        "Older students get the full screen.",
      ),
      number(
        "tabletIdleMinutes",
        "A tablet signs a child out after",
        "minutes",
        "So long without a touch.",
      ),
      plain(
        "yes-no",
        "effortBoard",
        "Board of effort",
        "Students who wish to stand on it, under a made-up name.",
      ),
    ],
  },
  {
    title: "How long things are kept",
    fields: [
      number("photographRetentionDays", "Photographs of paper", "days", "Then they are deleted."),
      number("boardRetentionDays", "Drawings on boards", "days", "After their session."),
      number("messageRetentionDays", "Messages of sessions", "days", "After their session."),
      number("draftRetentionDays", "Drafts nobody went on with", "days", "Then they are deleted."),
      number(
        "leaverRetentionDays",
        "Students who left",
        "days",
        "Then what is known of them is erased.",
      ),
      number(
        "erasureWaitDays",
        "An erasure can be taken back for",
        "days",
        "So long after it was asked for.",
      ),
      number("exportKeptDays", "Files of personal data", "days", "So long they can be fetched."),
      number("auditRetentionDays", "The record of acts", "days", "Who did what, as which role."),
    ],
  },
];

export const SETTING_FIELDS = SETTING_GROUPS.flatMap(({ fields }) => fields);

export const WEEKDAYS = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;
