/** The names by which the app knows the API's shapes; the shapes themselves are generated. */
import type { components, paths } from "~/generated/api";

type Schemas = components["schemas"];

/** Every path below `/api`, without that prefix. */
export type ApiPaths = {
  [Path in keyof paths as Path extends `/api${infer Rest}` ? Rest : never]: paths[Path];
};

export type Me = Schemas["Account"];
export type User = Schemas["User"];
export type Role = Me["roles"][number]["role"];
export type Permission = Me["permissions"][number]["permissions"][number];
export type AgeTier = User["ageTier"];
export type Person = Schemas["Person"];

export type SessionSummary = Schemas["Session"];
export type SessionMode = SessionSummary["sessionMode"];
export type SessionStatus = SessionSummary["status"];
export type CourseRef = Schemas["CourseName"];
export type Level = Schemas["Level"];

export type Dashboard = Schemas["Dashboard"];
export type DashboardEnrollment = Schemas["Place"];
export type Activity = Schemas["Activity"];
export type ActivityStatus = Activity["status"];
export type HelpRequest = Schemas["HelpRequest"];
export type HelpStatus = HelpRequest["status"];
export type Attendance = Schemas["Attendance"];
export type AttendanceStatus = NonNullable<Attendance["status"]>;
export type DraftMarks = Schemas["DraftMarks"];
export type Note = Schemas["WrittenNote"];
export type RoomRole = Dashboard["role"];
export type StudentTimer = Schemas["Timer"];
export type PanelMode = StudentTimer["mode"];
export type Assignment = Schemas["Assignment"];
export type RoomMessage = Schemas["Message"];
export type StudentView = Schemas["StudentView"];
export type NoteVisibility = Schemas["Note"]["visibility"];

export type ExerciseSummary = Schemas["ExerciseSummary"];
export type ExerciseType = ExerciseSummary["exerciseType"];
export type NextContent = Schemas["NextContent"];
export type Attempt = Schemas["Attempt"];
export type AttemptStatus = Attempt["status"];
export type Answer = Schemas["Answer"];

export type GradeLevel = Schemas["GradeLevel"];
export type QueueItem = Schemas["QueueItem"];
export type QueueKind = "WAITING" | "PAPER" | "SAMPLE";
export type Urgency = QueueItem["urgency"];
export type ExpectedAnswer = Schemas["ExpectedAnswer"];
export type Review = Schemas["Review"];
export type ReviewEntry = Schemas["EntryRequest"];
export type Advice = Schemas["AdviceRequest"];
export type Recommendation = Schemas["Recommendation"];
export type NamedRecommendation = Schemas["NamedRecommendation"];
export type Unplaced = Schemas["Unplaced"];
export type Metrics = Schemas["Metrics"];
export type Rubric = Schemas["Rubric"];
export type Criterion = Schemas["Criterion"];

export type Exercise = Schemas["Exercise"];
export type Question = Schemas["Question"];
/** A choice with a picture or words of its own to be read aloud. */
export type QuestionOption = Exclude<NonNullable<Question["options"]>[number], string>;

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
