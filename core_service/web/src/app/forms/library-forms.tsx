/** Forms by which the library is written, and by which levels are decided. */
import { PlacementRow } from "~/features/assessment/components/placement-row";
import { RecommendationRow } from "~/features/assessment/components/recommendation-row";
import { NewRubric, StoredRubric } from "~/features/assessment/components/rubric-editor";
import { ExerciseEditor } from "~/features/library/components/exercise-editor";
import { LessonEditor } from "~/features/library/components/lesson-editor";
import { NewCourse } from "~/features/library/components/new-course";
import { UnitEditor } from "~/features/library/components/unit-editor";
import { COURSE, list, STUDENT } from "./fixtures";
import { formCase } from "./form-case";

const nothing = () => undefined;
const LEVELS = [{ id: "level-5", level: 5, label: "Class 5" }];
const UNPLACED = {
  student: STUDENT,
  course: COURSE,
  centreId: "centre-1",
  suggestion: null,
  waitingSince: "2026-11-17T16:00:00Z",
};

const PROPOSED = {
  recommendation: {
    id: "advice-1",
    studentId: "maya",
    kind: "LEVEL_UP",
    status: "OPEN",
    fromLevel: 4,
    toLevel: 5,
    words: "Five results over 80%",
    evidence: [],
    createdAt: "2026-11-17T16:00:00Z",
    decidedLevel: null,
  },
  studentName: STUDENT.name,
  courseName: COURSE.name,
  proposedBy: null,
  unitTitle: null,
};
const RUBRIC = {
  id: "rubric-1",
  centreId: "centre-1",
  courseId: "maths",
  level: 5,
  exerciseType: "LONG_ANSWER",
  name: "Stories",
  criteria: [{ name: "Ideas", description: null, maxPoints: 4, levels: [] }],
};
const RUBRIC_FIELDS = {
  name: "Name",
  "criteria.0.name": "Line 1",
  "criteria.0.maxPoints": "Points",
  "criteria.0.description": "What it asks",
};
const PART = { id: "part", title: "Fractions", isActive: false };
const stored = (part: object) => ({ stored: part as never, tag: '"1"' });
const ofAuthor = { userId: "nina", isReadOnly: false };
const LESSON = {
  ...PART,
  contentType: "READING",
  estimatedMins: 10,
  content: { blocks: [{ kind: "paragraph", text: "A half is one of two." }] },
};
const EXERCISE = {
  ...PART,
  exerciseType: "MULTIPLE_CHOICE",
  difficulty: 1,
  maxScore: 1,
  timeLimit: null,
  instructions: null,
  explanation: null,
  questions: [{ question: "2 + 2?", type: "MULTIPLE_CHOICE", options: ["3", "4"] }],
  expectedAnswers: [{ answer: "4" }],
};

export const LIBRARY_FORMS = {
  "a placement": formCase<"PlacementRequest">({
    form: () => <PlacementRow item={UNPLACED as never} levels={LEVELS} mayPlace />,
    call: "POST /api/assessment/placements",
    pressed: [/Set the level/],
    typed: { "Reading age": "8.5", Why: "She reads well" },
    sends: "Place Maya",
    fields: { level: "Level", reason: "Why", "metrics.readingAge": "Reading age" },
  }),
  "a level decided": formCase<"DecisionRequest">({
    form: () => <RecommendationRow item={PROPOSED as never} levels={LEVELS} mayDecide />,
    call: "POST /api/assessment/recommendations/advice-1/decision",
    pressed: [/^Adjust/],
    typed: { Why: "She is ready for more" },
    sends: "Set this level",
    fields: { newLevel: "Level", reason: "Why" },
  }),
  "a rubric": formCase<"RubricRequest">({
    form: () => <NewRubric onClose={nothing} />,
    call: "POST /api/assessment/rubrics",
    typed: { Name: "Letters" },
    sends: "Save",
    fields: {
      ...RUBRIC_FIELDS,
      courseId: "Course",
      level: "Level",
      exerciseType: "Type of work",
    },
    read: { "GET /api/levels": () => list(...LEVELS) },
  }),
  "a rubric changed": formCase<"RubricChangeRequest">({
    form: () => <StoredRubric loaded={stored(RUBRIC)} onClose={nothing} />,
    call: "PATCH /api/assessment/rubrics/rubric-1",
    typed: { Name: "Letters" },
    sends: "Save",
    fields: RUBRIC_FIELDS,
    read: { "GET /api/levels": () => list(...LEVELS) },
  }),
  "a new course": formCase<"CourseRequest">({
    form: () => <NewCourse />,
    call: "POST /api/courses",
    typed: { "New course": "Chess", Subject: "Games" },
    sends: "Add",
    fields: { name: "New course", subjectArea: "Subject" },
  }),
  "a unit": formCase<"UnitChange">({
    form: () => <UnitEditor loaded={stored({ ...PART, description: null })} {...ofAuthor} />,
    call: "PATCH /api/units/part",
    typed: { Title: "Halves", "What it is about": "Sharing in two" },
    sends: "Save",
    fields: { title: "Title", description: "What it is about" },
    isKeptOnDevice: true,
  }),
  "a lesson": formCase<"LessonChange">({
    form: () => <LessonEditor loaded={stored(LESSON)} {...ofAuthor} />,
    call: "PATCH /api/lessons/part",
    typed: { Title: "Halves", "Part 1": "A half is one of two equal parts." },
    sends: "Save",
    fields: {
      title: "Title",
      contentType: "Kind",
      estimatedMins: "Takes",
      "content.blocks.0.text": "Part 1",
    },
    isKeptOnDevice: true,
  }),
  "an exercise": formCase<"ExerciseChange">({
    form: () => <ExerciseEditor loaded={stored(EXERCISE)} tools={() => null} {...ofAuthor} />,
    call: "PATCH /api/exercises/part",
    typed: { Title: "Sums", Words: "What is 2 + 2?" },
    sends: "Save",
    fields: {
      title: "Title",
      exerciseType: "Type",
      difficulty: "Difficulty",
      timeLimit: "Time limit",
      maxScore: "Maximum score",
      instructions: "Instructions",
      explanation: "Explanation after marking",
      "questions.0.type": "Question 1",
      "questions.0.points": "Points",
      "questions.0.question": "Words",
      "questions.0.options": "Options, and the right one",
      "questions.0.options.1": "Option 2",
      "questions.0.speech": "Read aloud as",
      "questions.0.image": "Picture",
      "questions.0.imageAlt": "The picture in words",
    },
    isKeptOnDevice: true,
  }),
};
