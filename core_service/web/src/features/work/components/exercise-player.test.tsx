/** An exercise from its first question to handing in. */
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Exercise } from "~/lib/contract";
import { renderPage } from "~/testing/render-page";
import type { Answers } from "../answers";
import { DraftKeeper } from "../draft-keeper";
import { ExercisePlayer, type ExercisePlayerProps, type Progress } from "./exercise-player";

const exercise = {
  id: "exercise",
  title: "Sums",
  instructions: "Work it out.",
  questions: [
    { type: "NUMERICAL", question: "2 + 2 is what?" },
    { type: "SHORT_ANSWER", question: "How do you know?" },
    { type: "MULTIPLE_CHOICE", question: "Which is odd?", options: ["2", "3"] },
  ],
} as unknown as Exercise;

function play(more: Partial<ExercisePlayerProps> = {}, answers: Answers = {}) {
  const keeper = new DraftKeeper({
    saved: { revision: 0, answers },
    shelf: { read: () => null, write: () => undefined, clear: () => undefined },
    send: async ({ base }) => base + 1,
  });
  const props = {
    exercise,
    keeper,
    deadlineAt: null,
    onQuestionEnd: vi.fn(),
    onTimeUp: vi.fn(),
    onHandIn: vi.fn(),
    isHandingIn: false,
    problem: null,
    ...more,
  };
  const onProgress = vi.fn<(progress: Progress) => void>();
  renderPage(<ExercisePlayer {...props} onProgress={onProgress} />);
  return { ...props, onProgress, user: userEvent.setup() };
}

const next = () => screen.getByRole("button", { name: "Next question" });

describe("ExercisePlayer", () => {
  it("opens at the first question without an answer", () => {
    play({}, { 0: "4" });
    expect(screen.getByRole("heading", { name: "How do you know?" })).toBeInTheDocument();
  });

  it("goes on with Next, and with Enter outside of long texts", async () => {
    const { user } = play();
    await user.keyboard("4{Enter}");
    expect(screen.getByText("Question 2 of 3")).toBeInTheDocument();
    await user.type(screen.getByRole("textbox"), "a{Enter}b");
    expect(screen.getByText("Question 2 of 3")).toBeInTheDocument();
  });

  it("goes back to an answer as it was left", async () => {
    const { user } = play();
    await user.keyboard("4");
    await user.click(next());
    await user.click(screen.getByRole("button", { name: "Back" }));
    expect(screen.getByRole("textbox")).toHaveValue("4");
  });

  it("ticks the step of an answered question", async () => {
    const { user } = play();
    await user.keyboard("4");
    await user.click(next());
    expect(screen.getByRole("button", { name: "Question 1, answered" })).toBeInTheDocument();
  });

  it("tells how far it has come, when that changes and not with each key", async () => {
    const { user, onProgress } = play();
    await user.keyboard("42");
    expect(onProgress.mock.calls.map(([progress]) => progress.answeredCount)).toEqual([0, 1]);
    expect(onProgress).toHaveBeenLastCalledWith({
      answeredCount: 1,
      progressPct: 33,
      questionIndex: 0,
    });
  });

  it("lists the gaps before it hands in", async () => {
    const { user, onHandIn } = play({}, { 0: "4" });
    await user.click(screen.getByRole("button", { name: "Check and hand in" }));
    expect(screen.getByText("2 questions are still open.")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: /Question 3 No answer yet/ }));
    expect(screen.getByRole("heading", { name: "Which is odd?" })).toBeInTheDocument();
    expect(onHandIn).not.toHaveBeenCalled();
  });

  it("hands in by a button of its own, away from Next", async () => {
    const { user, onHandIn } = play({}, { 0: "4", 1: "I counted.", 2: "3" });
    expect(screen.getByText("All done. Ready to hand in?")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Next question" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Hand in" }));
    expect(onHandIn).toHaveBeenCalledOnce();
  });

  it("does not call work on paper a gap", async () => {
    const questions = [{ type: "WORKSHEET", question: "Draw." }] as Exercise["questions"];
    const { user, onHandIn } = play({ exercise: { ...exercise, questions } });
    await user.click(screen.getByRole("button", { name: "Check and hand in" }));
    await user.click(screen.getByRole("button", { name: "Done on paper" }));
    expect(onHandIn).toHaveBeenCalledOnce();
  });

  it("shows what came in between in the question's place, and keeps the steps", () => {
    play({ interruption: <p>Helen chose something for you</p> });
    expect(screen.getByText("Helen chose something for you")).toBeInTheDocument();
    expect(screen.queryByRole("heading", { name: "2 + 2 is what?" })).not.toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Question 2" })).toBeInTheDocument();
  });

  it("tells when a question is left", async () => {
    const { user, onQuestionEnd } = play();
    await user.click(next());
    expect(onQuestionEnd).toHaveBeenCalledOnce();
  });

  it("leads to the lesson, where nothing beside it does", async () => {
    const onReadLesson = vi.fn();
    const { user } = play({ onReadLesson });
    await user.click(screen.getByRole("button", { name: "The lesson" }));
    expect(onReadLesson).toHaveBeenCalledOnce();
  });

  it("warns two minutes before the time limit, and says when it is up", () => {
    const { onTimeUp } = play({ deadlineAt: new Date(Date.now() + 110_000).toISOString() });
    expect(screen.getByRole("alert")).toHaveTextContent("Nearly time to hand in");
    expect(onTimeUp).not.toHaveBeenCalled();
  });

  it("says once that the time is up", () => {
    const { onTimeUp } = play({ deadlineAt: new Date(Date.now() - 1_000).toISOString() });
    expect(screen.getByRole("alert")).toHaveTextContent("Time is up");
    expect(onTimeUp).toHaveBeenCalledOnce();
  });

  it("keeps a failed handing-in on the page, with Retry", async () => {
    const { user, onHandIn } = play(
      { problem: new Error("The server cannot be reached.") },
      { 0: "4", 1: "I counted.", 2: "3" },
    );
    await user.click(screen.getByRole("button", { name: "Retry" }));
    expect(onHandIn).toHaveBeenCalledOnce();
  });
});
