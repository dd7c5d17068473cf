/** The names by which the app knows the API's shapes. */

interface LooseOperation {
  parameters: { query?: object; path?: object; header?: object };
  requestBody?: { content: { "application/json": object } };
  responses: { 200: { content: { "application/json": unknown } } };
}
export type ApiPaths = Record<
  `/${string}`,
  Record<"get" | "post" | "put" | "patch" | "delete", LooseOperation>
>;

export type Role =
  "STUDENT" | "TEACHER" | "SUPERVISOR" | "ASSESSOR" | "ADMIN" | "PARENT" | "SUPER_ADMIN";
export type AgeTier = "EARLY" | "JUNIOR" | "SENIOR";
export type SessionMode = "PHYSICAL" | "VIDEO" | "HYBRID";
export type SessionStatus = "SCHEDULED" | "IN_PROGRESS" | "COMPLETED" | "CANCELLED";
export type AttendanceStatus = "PRESENT" | "LATE" | "ABSENT" | "EXCUSED";
export type ActivityStatus = "NOT_STARTED" | "WORKING" | "WAITING_HELP" | "COMPLETED" | "IDLE";
export type HelpStatus = "PENDING" | "ACKNOWLEDGED" | "RESOLVED" | "CANCELLED";
export type PanelMode = "TEACH" | "OBSERVE";
export type ExerciseType =
  | "MULTIPLE_CHOICE"
  | "FILL_IN_BLANK"
  | "SHORT_ANSWER"
  | "LONG_ANSWER"
  | "NUMERICAL"
  | "MATCHING"
  | "WORKSHEET";
export type AttemptStatus = "IN_PROGRESS" | "SUBMITTED" | "AUTO_GRADED" | "UNDER_REVIEW" | "GRADED";

export interface User {
  id: string;
  name: string;
  email: string;
  avatarUrl: string | null;
  schoolGrade: number | null;
  ageTier: AgeTier | null;
}
export interface Me {
  user: User;
  roles: { role: Role; centreId: string | null }[];
  permissions: { centreId: string | null; permissions: string[] }[];
  centres: { id: string; name: string; timezone: string }[];
  csrfToken: string;
}
export interface Person {
  id: string;
  name: string;
  avatarUrl: string | null;
}
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}
export interface SessionSummary {
  id: string;
  centreId: string;
  name: string;
  date: string;
  scheduledStart: string;
  scheduledEnd: string;
  actualStart: string | null;
  actualEnd: string | null;
  sessionMode: SessionMode;
  status: SessionStatus;
  videoMeetingUrl: string | null;
  maxCapacity: number;
  studentCamerasAllowed: boolean;
  notes: string | null;
  tutor: Person;
  substituteTutor: Person | null;
  room: { id: string; name: string } | null;
  students: Person[];
  courseNames: string[];
  joinOpensAt: string;
  etag: string;
}
export interface Level {
  level: number;
  label: string;
}
export interface CourseRef {
  id: string;
  name: string;
  subjectArea: string;
}
export interface Activity {
  enrollmentId: string;
  status: ActivityStatus;
  attemptId: string | null;
  exerciseId: string | null;
  exerciseTitle: string | null;
  exerciseType: ExerciseType | null;
  lessonTitle: string | null;
  progressPct: number;
  answeredCount: number;
  questionCount: number;
  startedAt: string | null;
  completedAt: string | null;
  score: number | null;
  maxScore: number | null;
}
export interface DashboardEnrollment {
  id: string;
  student: Person & { schoolGrade: number | null };
  course: CourseRef;
  assessedLevel: Level | null;
  currentLevel: Level | null;
  status: string;
  seat: string | null;
  activity: Activity | null;
}
export interface HelpRequest {
  id: string;
  sessionId: string;
  studentId: string;
  studentName: string;
  message: string | null;
  exerciseId: string | null;
  picture: string | null;
  priority: string;
  status: HelpStatus;
  createdAt: string;
  acknowledgedAt: string | null;
  acknowledgedById: string | null;
  resolvedAt: string | null;
  resolvedById: string | null;
}
export interface Attendance {
  studentId: string;
  status: AttendanceStatus | null;
  note: string | null;
  markedAt: string | null;
  markedById?: string | null;
}
export interface StudentTimer {
  studentId: string;
  presentSeconds: number;
  contactSeconds: number;
  mode: PanelMode;
  presentSince: string | null;
  contactSince: string | null;
}
export interface Assignment {
  id: string;
  studentId: string;
  courseId: string;
  enrollmentId: string | null;
  exerciseId: string | null;
  lessonId: string | null;
  title: string;
  scope: "session" | "persistent";
  reason: string | null;
  isActive: boolean;
  overridesAutoSequence: boolean;
  assignedAt: string;
  assignedById: string;
}
export interface RoomMessage {
  id: string;
  sessionId: string;
  fromId: string;
  fromName: string;
  studentId: string | null;
  text: string;
  kind: "MESSAGE" | "ENCOURAGEMENT";
  sentAt: string;
}
export interface Dashboard {
  session: SessionSummary;
  seq: number;
  serverTime: string;
  enrollments: DashboardEnrollment[];
  helpRequests: HelpRequest[];
  attendance: Attendance[];
  timers: StudentTimer[];
  assignments: Assignment[];
  messages: RoomMessage[];
}
export interface ExerciseSummary {
  id: string;
  title: string;
  exerciseType: ExerciseType;
  difficulty: number | string;
  level: number;
  courseId: string;
  lessonId: string;
  lessonTitle: string;
  unitTitle: string;
  questionCount: number;
  maxScore: number;
  timeLimit: number | null;
  estimatedMins: number | null;
}
export interface NextContent {
  source: string;
  kind: "EXERCISE" | "LESSON" | "NOTHING";
  exercise: ExerciseSummary | null;
  lesson: {
    id: string;
    title: string;
    contentType: string;
    estimatedMins: number | null;
  } | null;
  unit: { id: string; title: string } | null;
  level: Level | number | null;
  position: { index: number; of: number } | null;
  isPreview: boolean;
  advancementRecommended: boolean;
  assignmentId: string | null;
  reason: { code: string; text: string };
  alsoForYou: { assignmentId: string; kind: "EXERCISE" | "LESSON"; id: string; title: string }[];
}
export interface QuestionOption {
  text: string;
  image?: string;
  imageAlt?: string;
  speech?: string;
}
export interface Question {
  question: string;
  type: ExerciseType;
  options?: (string | QuestionOption)[];
  left?: string[];
  unit?: string;
  speech?: string;
  image?: string;
  imageAlt?: string;
  points?: number;
}
export interface Exercise extends ExerciseSummary {
  instructions: string | null;
  questions: Question[];
}
export interface Answer {
  questionIndex: number;
  answer: unknown;
  isCorrect?: boolean;
  score?: number;
}
export interface Attempt {
  id: string;
  exerciseId: string;
  studentId: string;
  enrollmentId: string | null;
  status: AttemptStatus;
  answers: Answer[];
  draftRevision: number;
  score: number | null;
  maxScore: number;
  startedAt: string;
  submittedAt: string | null;
  deadlineAt: string | null;
  autoGraded: boolean;
  feedback: string | null;
  explanation: string | null;
  questionResults?: { questionIndex: number; explanation: string | null }[];
}
export interface StudentView {
  session: SessionSummary;
  seq: number;
  serverTime: string;
  tutor: Person;
  attendance: AttendanceStatus | null;
  help: HelpRequest | null;
  mode: PanelMode;
  enrollments: {
    id: string;
    course: CourseRef;
    assessedLevel: Level | null;
    currentLevel: Level | null;
    next: NextContent | null;
    problem: null | "needs_placement";
  }[];
  attempt: Attempt | null;
  messages: RoomMessage[];
}
export interface TicketAnswer {
  ticket: string;
  url: string;
  joinBy: string;
  until: string;
}
