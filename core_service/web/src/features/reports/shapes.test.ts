// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { askedOf } from "./api";
import { weeksOf } from "./components/attendance-calendar";
import { barName, levelHeat, seatHeat, strips, workloadShape } from "./shapes";

const report = { isLimited: false, question: "", reading: "", report: "", rowCount: 2 };
const days = { centres: [], since: "2026-09-07", until: "2026-09-20" };

describe("what charts draw", () => {
  it("has a week without a session too, and a series for each tutor", () => {
    const week = { sessions: 2, places: 20, studentsPerSession: 10, weekStartsOn: "2026-09-07" };
    const rows = [
      { ...week, tutorId: "helen", tutorName: "Helen Marsh", hours: 3 },
      { ...week, tutorId: "ravi", tutorName: "Ravi Nair", hours: 1.5 },
    ];
    const figures = { weeks: ["2026-09-07", "2026-09-14"], distribution: [] };
    const shape = workloadShape({ ...report, ...days, rows, figures });
    expect(shape.weeks).toEqual([{ week: "7 Sept", helen: 3, ravi: 1.5 }, { week: "14 Sept" }]);
    expect(shape.series.map(({ label }) => label)).toEqual(["Helen Marsh", "Ravi Nair"]);
  });

  it("adds up the students of all tutors in a course and level", () => {
    const cell = { courseId: "maths", courseName: "Maths", tutorName: "" };
    const distribution = [
      { ...cell, tutorId: "helen", level: 5, students: 2 },
      { ...cell, tutorId: "ravi", level: 5, students: 1 },
      { ...cell, tutorId: "ravi", level: null, students: 4 },
    ];
    expect(levelHeat({ weeks: [], distribution })).toEqual([
      { name: "Maths", cells: [{ name: "5", value: 3 }] },
    ]);
  });

  it("leaves hours without a session empty, between the first and the last", () => {
    const seat = { weekday: 1, sessions: 1, places: 10, taken: 5, came: 5, takenPercent: 50 };
    const heat = seatHeat(
      [
        { ...seat, hour: 15 },
        { ...seat, hour: 17 },
      ],
      ["Mon", "Tue"],
    );
    expect(heat[0]?.cells.map(({ value }) => value)).toEqual([50, null, 50]);
    expect(heat[1]?.cells.every(({ value }) => value === null)).toBe(true);
    expect(seatHeat([], ["Mon"])).toEqual([{ name: "Mon", cells: [] }]);
  });

  it("gathers the hands of one session in one strip", () => {
    const wait = { sessionName: "Tuesday", tutorName: "Helen", askedAt: "2026-11-17T16:00:00Z" };
    const found = strips([
      { ...wait, sessionId: "one", waitedSeconds: 30, isLate: false },
      { ...wait, sessionId: "one", waitedSeconds: 400, isLate: true },
      { ...wait, sessionId: "two", waitedSeconds: 10, isLate: false },
    ]);
    expect(found.map(({ waits }) => waits.length)).toEqual([2, 1]);
  });

  it("names the last bar of hours without an end", () => {
    expect(barName({ fromHours: 168, toHours: null })).toBe("over 168 h");
  });

  it("puts days in weeks that begin on Mondays, without gaps", () => {
    const weeks = weeksOf([
      { date: "2026-11-01", status: "PRESENT" },
      { date: "2026-11-16", status: "ABSENT" },
    ]);
    expect(weeks).toHaveLength(4);
    expect(weeks[0]?.days[6]?.status).toBe("PRESENT");
    expect(weeks[3]?.days[0]?.status).toBe("ABSENT");
    expect(weeksOf([])).toEqual([]);
  });
});

describe("what is asked of a report", () => {
  it("is only what the report takes and what is set", () => {
    const filters = { centreId: null, since: "2026-09-07", until: null, studentId: "maya" };
    expect(askedOf("seats", filters)).toEqual({ since: "2026-09-07" });
    expect(askedOf("student-levels", filters)).toEqual({ studentId: "maya" });
  });
});
