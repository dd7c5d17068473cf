import { expect, it } from "vitest";
import { oncePerSession, sessionWords } from "./words";

const place = (sessionId: string, courseName: string) => ({
  sessionId,
  enrollmentId: `${sessionId}-${courseName}`,
  name: "Study hall",
  date: "2026-11-17",
  scheduledStart: "2026-11-17T16:00:00Z",
  status: "COMPLETED" as const,
  minutes: 90,
  courseName,
  level: 5,
  tutorName: "Helen Marsh",
  attendance: "PRESENT" as const,
  exercises: [],
});

it("tells a session with two courses once, in the order of the sessions", () => {
  const sessions = oncePerSession([
    place("tuesday", "Mathematics"),
    place("tuesday", "English"),
    place("friday", "English"),
  ]);
  expect(sessions.map(({ sessionId }) => sessionId)).toEqual(["tuesday", "friday"]);
  expect(sessions.map(sessionWords)).toEqual([
    "Maths and English, here, 90 minutes, with Helen Marsh",
    "English, here, 90 minutes, with Helen Marsh",
  ]);
});
