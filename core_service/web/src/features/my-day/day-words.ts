/** A session of the day in one line, by what matters about it now. Pure. */
import type { SessionMode } from "~/lib/contract";
import { DAY_MS, minutesText, shortDayText } from "~/lib/durations";
import { counted, firstFew, firstName } from "~/lib/wording";
import type { DaySession } from "./api";

const MODES: Readonly<Record<SessionMode, string>> = {
  PHYSICAL: "In the room",
  VIDEO: "Video only",
  HYBRID: "Hybrid",
};

export function sessionWords(day: DaySession): string {
  const { session } = day;
  if (session.status === "CANCELLED") return "Cancelled.";
  const parts = [session.status === "COMPLETED" ? cameWords(day) : comingWords(day)];
  if (day.part === "COVERED" && session.substituteTutor) {
    parts.push(`${session.substituteTutor.name} covers for you.`);
  }
  if (day.part === "SUBSTITUTE") parts.push(`You cover for ${session.tutor.name}.`);
  return parts.join(" ");
}

function placeWords({ session }: DaySession): string {
  return session.room?.name ?? MODES[session.sessionMode];
}

/** "Room 1, 6 of 6 came. 9 hands answered, longest wait 2 min." */
function cameWords(day: DaySession): string {
  const { present, late, unmarked } = day.attendance;
  const all = day.session.students.length;
  const came = `${placeWords(day)}, ${present + late} of ${all} came${unmarked > 0 ? `, ${unmarked} not marked` : ""}.`;
  const { answered, longestWaitSeconds } = day.hands;
  if (answered === 0) return came;
  const hands = counted(answered, "hand answered", "hands answered");
  const wait =
    longestWaitSeconds === null ? "" : `, longest wait ${minutesText(longestWaitSeconds * 1000)}`;
  return `${came} ${hands}${wait}.`;
}

/** Who is in the waiting room once it is open, else where and how many. */
function comingWords(day: DaySession): string {
  const { session, inRoom } = day;
  if (day.isOpen && inRoom.length > 0) {
    const verb = session.status === "IN_PROGRESS" ? "in the room" : "already in the waiting room";
    return `${inRoom.length} ${verb}: ${firstNames(inRoom)}.`;
  }
  const count = session.students.length;
  return `${placeWords(day)}, ${counted(count, "student")}.`;
}

/** "Tue", and from a week on "Tue 8": no two rows of a fortnight read the same. */
export function dayWords(date: string, today: string): string {
  const [weekday = "", ofMonth = ""] = shortDayText(date).split(" ");
  const daysAhead = (Date.parse(date) - Date.parse(today)) / DAY_MS;
  return daysAhead < 7 ? weekday : `${weekday} ${ofMonth}`;
}

/** At most four first names. */
export function firstNames(people: readonly { name: string }[]): string {
  return firstFew(
    people.map(({ name }) => firstName(name)),
    4,
  );
}
