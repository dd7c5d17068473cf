/** Work that waits to be marked, for tests. */
import type { QueueItem, Review } from "~/lib/contract";

const PEOPLE = ["Maya Okafor", "Tom Whitfield", "Hana Suzuki", "Leo Fernandes", "Zara Hussain"];

export function anItem(number: number, over: Partial<QueueItem> = {}): QueueItem {
  return {
    attemptId: `attempt-${number}`,
    reviewId: `review-${number}`,
    centreId: "centre-1",
    status: "PENDING",
    urgency: "NEW",
    submittedAt: new Date(Date.now() - number * 3_600_000).toISOString(),
    student: { id: `student-${number}`, name: PEOPLE[number % 5] ?? "", avatarUrl: null },
    tutor: { id: "tutor-1", name: "Helen Marsh", avatarUrl: null },
    sessionId: "session-1",
    exerciseId: `exercise-${number}`,
    exerciseTitle: `Story ${number}`,
    exerciseType: "LONG_ANSWER",
    courseId: "course-1",
    courseName: "English",
    level: 5,
    levelLabel: "Class 5",
    autoScore: null,
    maxScore: 10,
    claim: null,
    reserved: null,
    isMyReturn: false,
    ...over,
  };
}

const criterion = (name: string, maxPoints: number) => ({
  name,
  description: `About ${name}`,
  maxPoints,
  levels: [
    { points: 0, description: "Nothing yet" },
    { points: maxPoints, description: `All of ${name}` },
  ],
});

/** A long answer with a rubric of two lines, and one question that the core marked. */
export function aReview(number: number, over: Partial<Review> = {}): Review {
  const item = anItem(number);
  return {
    id: `review-${number}`,
    attemptId: item.attemptId,
    status: "IN_REVIEW",
    assessorId: "ravi",
    assessorName: "Ravi Menon",
    claimedUntil: new Date(Date.now() + 900_000).toISOString(),
    returnedAt: null,
    reviewedAt: null,
    criteriaScores: [],
    scores: [],
    givenScores: [],
    overallScore: null,
    maxScore: null,
    feedback: null,
    attemptStatus: "UNDER_REVIEW",
    attemptScore: null,
    attemptMaxScore: 10,
    submittedAt: item.submittedAt,
    answers: [{ questionIndex: 0, answer: "Once upon a time there was a fox." }],
    exercise: {
      id: item.exerciseId,
      title: item.exerciseTitle,
      exerciseType: "LONG_ANSWER",
      instructions: "Write a story.",
      questions: [{ question: "Tell a story about a fox.", type: "LONG_ANSWER" }],
      expectedAnswers: [{ answer: "A beginning, a middle and an end." }],
    },
    student: { ...item.student, schoolGrade: 7 },
    course: { id: "course-1", name: "English", subjectArea: "English" },
    level: { level: 5, label: "Class 5" },
    rubric: {
      id: "rubric-1",
      name: "Stories",
      criteria: [criterion("Ideas", 6), criterion("Spelling", 4)],
      maxScore: 10,
    },
    recommendations: [],
    ...over,
  } as unknown as Review;
}

/** Two objective questions and one short answer, of 4 points in all. */
export const aMixedExercise = {
  id: "exercise-9",
  title: "The fox",
  exerciseType: "SHORT_ANSWER",
  instructions: null,
  questions: [
    { question: "2 + 2?", type: "NUMERICAL" },
    { question: "A ___ barks.", type: "FILL_IN_BLANK" },
    { question: "Why?", type: "SHORT_ANSWER", points: 2 },
  ],
} as unknown as Review["exercise"];
