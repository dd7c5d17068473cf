/** Forms by which a centre is planned. */
import { ClassName } from "~/features/classes/components/class-name";
import { NewClass } from "~/features/classes/components/new-class";
import { PlanLessons } from "~/features/classes/components/plan-lessons";
import { CancelSession } from "~/features/sessions/components/cancel-session";
import { MoveSession } from "~/features/sessions/components/move-session";
import { SessionDialogs } from "~/features/sessions/components/session-dialogs";
import { SubstituteSession } from "~/features/sessions/components/substitute-session";
import { Generation } from "~/features/timetable/components/generation";
import { OneOff } from "~/features/timetable/components/one-off";
import { Closures, Rooms } from "~/features/timetable/components/premises";
import { TemplateBookings } from "~/features/timetable/components/template-bookings";
import { ChangeTemplate, NewTemplate } from "~/features/timetable/components/template-form";
import { CLASS, COURSE, list, SESSION, STUDENT, tagged, TEMPLATE } from "./fixtures";
import { formCase } from "./form-case";

const nothing = () => undefined;
const onSession = { loaded: { stored: SESSION, tag: '"1"' }, timeZone: "UTC", onClose: nothing };
const TODAY = "2026-11-17";
const LESSON = { name: "Name", tutorId: "Tutor", roomId: "Room", maxCapacity: "Places" };
const TIMES = { startTime: "From", endTime: "Until" };

export const PLANNING_FORMS = {
  "a new class": formCase<"ClassRequest">({
    form: () => <NewClass centreId="centre-1" onMade={nothing} />,
    call: "POST /api/academic/classes",
    typed: { Name: "Year 7" },
    sends: "Make the class",
    fields: { name: "Name" },
  }),
  "a class's name": formCase<"ClassChange">({
    form: () => <ClassName cohortId="year-6" />,
    call: "PATCH /api/academic/classes/year-6",
    typed: { Name: "Year 6 mornings", "About the class": "They like numbers" },
    sends: "Save",
    fields: { name: "Name", description: "About the class" },
    read: { "GET /api/academic/classes/year-6": tagged(CLASS) },
  }),
  "sessions of a class": formCase<"ClassSessionsRequest">({
    form: () => <PlanLessons schoolClass={CLASS} members={[]} today={TODAY} />,
    call: "POST /api/academic/classes/year-6/sessions/preview",
    typed: { Name: "Study hall", "Last day": "2026-12-17" },
    chosen: { Tutor: "Ravi Menon" },
    pressed: [/^Tue/],
    sends: "Preview",
    fields: { ...LESSON, ...TIMES, first: "First day", last: "Last day" },
  }),
  "a session moved": formCase<"SessionChange">({
    form: () => <MoveSession {...onSession} />,
    call: "PATCH /api/sessions/session-1",
    typed: { Day: "2026-12-03" },
    sends: "Move",
    fields: { scheduledStart: "From", scheduledEnd: "Until" },
    read: { "GET /api/sessions/session-1": tagged(SESSION) },
  }),
  "a session cancelled": formCase<"CancelRequest">({
    form: () => <CancelSession {...onSession} />,
    call: "POST /api/sessions/session-1/cancel",
    typed: { Why: "The heating is broken" },
    sends: "Cancel the session",
    fields: { reason: "Why" },
  }),
  "a substitute": formCase<"SubstituteRequest">({
    form: () => <SubstituteSession {...onSession} />,
    call: "POST /api/sessions/session-1/substitute",
    typed: {},
    chosen: { Substitute: "Ravi Menon" },
    sends: "Name as substitute",
    fields: { tutorId: "Substitute" },
  }),
  "a student added to a session": formCase<"EnrollmentRequest">({
    form: () => (
      <SessionDialogs session={SESSION} courses={[COURSE]} open="walk-in" onClose={nothing} />
    ),
    call: "POST /api/sessions/session-1/enrollments",
    typed: { Seat: "A4" },
    chosen: { Student: STUDENT.name },
    sends: "Add",
    fields: {
      "enrollments.0.studentId": "Student",
      "enrollments.0.courseId": "Course",
      "enrollments.0.seat": "Seat",
    },
  }),
  "sessions made ahead": formCase<"GenerateRequest">({
    form: () => <Generation />,
    call: "POST /api/academic/sessions/generate/preview",
    typed: { "Up to": "2026-12-17" },
    sends: "Preview",
    fields: { until: "Up to" },
  }),
  "a single session": formCase<"SessionRequest">({
    form: () => <OneOff centreId="centre-1" today={TODAY} timeZone="UTC" />,
    call: "POST /api/academic/sessions",
    typed: { Name: "Extra hour" },
    chosen: { Tutor: "Ravi Menon" },
    sends: "Plan it",
    fields: { ...LESSON, scheduledEnd: "Until" },
  }),
  "a weekly lesson": formCase<"TemplateRequest">({
    form: () => <NewTemplate centreId="centre-1" onClose={nothing} />,
    call: "POST /api/academic/templates",
    typed: { Name: "Study hall" },
    chosen: { Tutor: "Ravi Menon" },
    sends: "Add to the week",
    fields: { ...LESSON, ...TIMES, dayOfWeek: "Day" },
  }),
  "a weekly lesson changed": formCase<"TemplateChange">({
    form: () => <ChangeTemplate template={TEMPLATE} onClose={nothing} />,
    call: "POST /api/academic/templates/weekly/preview",
    typed: { Name: "Study room" },
    sends: "See what changes",
    fields: { ...LESSON, ...TIMES, dayOfWeek: "Day" },
    read: { "GET /api/academic/templates/weekly": tagged(TEMPLATE) },
  }),
  "a weekly place": formCase<"StandingBookingRequest">({
    form: () => <TemplateBookings template={TEMPLATE} today={TODAY} />,
    call: "POST /api/academic/templates/weekly/bookings",
    typed: { Seat: "A4" },
    chosen: { Student: STUDENT.name },
    sends: "Book every week",
    fields: { studentId: "Student", courseId: "Course", seat: "Seat" },
    read: { "GET /api/academic/templates/weekly/bookings": () => list() },
  }),
  "a room": formCase<"RoomRequest">({
    form: () => <Rooms rooms={[]} centreId="centre-1" />,
    call: "POST /api/academic/rooms",
    typed: { Room: "Room 3", Seats: "A1-A5" },
    sends: "Add a room",
    fields: { name: "Room", seats: "Seats" },
  }),
  "closed days": formCase<"ClosureRequest">({
    form: () => <Closures closures={[]} centreId="centre-1" today={TODAY} />,
    call: "POST /api/academic/closures",
    typed: { "First day": "2026-11-18", "Last day": "2026-11-19", Why: "Painting" },
    sends: "Close the centre",
    fields: { startsOn: "First day", endsOn: "Last day", reason: "Why" },
  }),
};
