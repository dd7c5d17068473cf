/** What a student does at home: catch-ups and marked work, in each of their states. */
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { answering, inHours, openPage as open, rewards } from "../../student/testing";

afterEach(() => vi.unstubAllGlobals());

const NEVER = () => new Promise<Response>(() => undefined);

const catchUp = {
  id: "package-1",
  centreId: "centre-1",
  session: {
    id: "s",
    name: "Study hall",
    date: "2026-11-10",
    scheduledStart: "2026-11-10T16:00:00Z",
  },
  state: "IN_PROGRESS",
  note: "Take your time.",
  dueAt: inHours(48),
  itemCount: 2,
  begunCount: 1,
  doneCount: 1,
  estimatedMins: 45,
};
const item = {
  id: "item-1",
  position: 1,
  courseId: "c1",
  courseName: "Mathematics",
  lessonId: "l1",
  lessonTitle: "Equal pieces",
  exerciseId: null,
  exerciseTitle: null,
  estimatedMins: 5,
  isDone: true,
  attemptId: null,
  attemptStatus: null,
};
const items = [
  item,
  { ...item, id: "item-2", exerciseId: "e1", exerciseTitle: "Adding fractions", isDone: false },
];

describe("a student's catch-ups", () => {
  const path = "/dashboard/student/catchups";
  const list = (...of: object[]) => ({ "/academic/catchups": { items: of, nextCursor: null } });

  it("are a card for each missed session, with what the tutor says", async () => {
    answering(list(catchUp));
    open(path);
    expect(await screen.findByText("Study hall, Tuesday 10 November")).toBeInTheDocument();
    expect(screen.getByText(/about 45 minutes · 1 of 2 done · until/)).toBeInTheDocument();
    expect(screen.getByText("Take your time.")).toBeInTheDocument();
    const goOn = screen.getByRole("link", { name: /Go on/ });
    expect(goOn).toHaveAttribute("href", `${path}/package-1`);
  });

  it("say so when nothing was missed", async () => {
    answering(list());
    open(path);
    expect(await screen.findByText("Nothing missed")).toBeInTheDocument();
  });

  it("load, and say what failed", async () => {
    vi.stubGlobal("fetch", NEVER);
    open(path);
    expect(await screen.findByRole("status", { name: "Loading your catch-ups" })).toBeVisible();
    answering({ "/academic/catchups": 500 });
    open(path);
    expect(await screen.findByText("Your catch-ups could not be loaded")).toBeInTheDocument();
  });

  it("show what is in one, and begin where one stopped", async () => {
    answering({
      "/academic/catchups/package-1": { ...catchUp, items },
      "/exercises/e1": { id: "e1", title: "Adding fractions", questionCount: 2, questions: [] },
    });
    open(`${path}/package-1`);
    expect(await screen.findByRole("button", { name: /Equal pieces.*done/ })).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Go on" }));
    expect(await screen.findByRole("button", { name: "Start" })).toBeInTheDocument();
  });

  it("of another student do not exist", async () => {
    answering({ "/academic/catchups/package-9": 404 });
    open(`${path}/package-9`);
    expect(await screen.findByText("There is nothing here")).toBeInTheDocument();
  });
});

const attempt = {
  id: "attempt-1",
  exerciseTitle: "Adding fractions 2",
  courseName: "Mathematics",
  status: "GRADED",
  isReturned: false,
  score: 10,
  maxScore: 12,
  feedback: "Good work.",
  questionsToRevisit: [2],
};

describe("a student's work", () => {
  const path = "/dashboard/student/work";

  it("lists marks and words, and what came back", async () => {
    answering({ "/attempts": { items: [attempt], nextCursor: null } });
    open(path);
    expect((await screen.findAllByText(/10 of 12. Question 3 is worth/)).length).toBeGreaterThan(0);
    expect(screen.getAllByText("Good work.").length).toBeGreaterThan(0);
  });

  it("says so when there is none", async () => {
    answering({ "/attempts": { items: [], nextCursor: null } });
    open(path);
    expect(await screen.findByText("Nothing yet")).toBeInTheDocument();
  });

  it("opens its result to read, with the explanation", async () => {
    const exercise = {
      title: "Adding fractions 2",
      unitTitle: "Fractions",
      questions: [{ type: "NUMERICAL", question: "1 + 1 =" }],
    };
    answering({
      "/attempts/attempt-1": {
        ...attempt,
        exercise,
        answers: [{ questionIndex: 0, answer: "3", isCorrect: false }],
        questionResults: [{ questionIndex: 0, explanation: "One more than one." }],
        explanation: null,
      },
    });
    open(`${path}/attempt-1`);
    expect(await screen.findByText("One more than one.")).toBeInTheDocument();
    expect(screen.getByText("Good work.")).toBeInTheDocument();
  });
});

describe("a student's badges", () => {
  const path = "/dashboard/student/badges";
  const membership = {
    nickname: null,
    courseBoards: false,
    effortBoard: false,
    hasEffortBoard: true,
    choices: ["Quick Otter", "Calm Fox"],
  };
  const base = { "/rewards/me": rewards, "/courses": { items: [], nextCursor: null } };

  it("say what each is for and how far one is", async () => {
    answering({ ...base, "/rewards/boards/membership": membership });
    open(path);
    expect(await screen.findByText("Never give up")).toBeInTheDocument();
    expect(screen.getByText("8 of 10 for the next step")).toBeInTheDocument();
    expect(screen.getAllByRole("img", { name: "1 of 3 steps earned" })).toHaveLength(1);
  });

  it("put nobody on a board who did not pick a name", async () => {
    answering({ ...base, "/rewards/boards/membership": membership });
    open(path);
    await userEvent.click(await screen.findByRole("button", { name: "Join the boards" }));
    expect(screen.getByText("Pick a name first.")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("radio", { name: "Calm Fox" }));
    expect(screen.queryByText("Pick a name first.")).not.toBeInTheDocument();
  });

  it("show the board with one's own line, and the way off it", async () => {
    const line = { rank: 1, nickname: "Quick Otter", points: 90, isMe: false };
    answering({
      ...base,
      "/rewards/boards/membership": { ...membership, nickname: "Calm Fox", effortBoard: true },
      "/rewards/boards/effort": {
        isShown: true,
        isMember: true,
        level: null,
        items: [line, { ...line, rank: 2, nickname: "Calm Fox", isMe: true }],
      },
    });
    open(path);
    expect(await screen.findByText("Calm Fox (you)")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Leave the boards" })).toBeInTheDocument();
  });

  it("say what failed", async () => {
    answering({ ...base, "/rewards/me": 500, "/rewards/boards/membership": membership });
    open(path);
    expect(await screen.findByText("Your badges could not be loaded")).toBeInTheDocument();
  });
});
