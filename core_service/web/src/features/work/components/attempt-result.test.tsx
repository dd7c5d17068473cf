import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Attempt, Exercise } from "~/lib/contract";
import { renderPage } from "~/testing/render-page";
import { aVoice } from "~/testing/speech";
import { AgeTierFrame } from "~/ui/age-tier";
import { AttemptResult } from "./attempt-result";

const exercise = {
  questions: [
    { type: "NUMERICAL", question: "2 + 2" },
    { type: "NUMERICAL", question: "3 + 3" },
    { type: "SHORT_ANSWER", question: "Why?" },
  ],
} as unknown as Exercise;

const attempt = {
  status: "UNDER_REVIEW",
  score: 1,
  answers: [
    { questionIndex: 0, answer: "4", isCorrect: true },
    { questionIndex: 1, answer: "5", isCorrect: false },
    { questionIndex: 2, answer: "I counted." },
  ],
  explanation: "Count on from the bigger number.",
  feedback: null,
  questionResults: [{ questionIndex: 1, explanation: "3 and 3 make 6." }],
} as unknown as Attempt;

describe("AttemptResult", () => {
  it("tells right and not yet per question, with its explanation", () => {
    renderPage(<AttemptResult exercise={exercise} attempt={attempt} onNext={vi.fn()} />);
    expect(screen.getByText("1. Right")).toBeInTheDocument();
    expect(screen.getByText("2. Not yet")).toBeInTheDocument();
    expect(screen.getByText("3 and 3 make 6.")).toBeInTheDocument();
    expect(screen.getByText("Count on from the bigger number.")).toBeInTheDocument();
  });

  it("says that a person will read the rest", () => {
    renderPage(<AttemptResult exercise={exercise} attempt={attempt} onNext={vi.fn()} />);
    expect(screen.getByText("3. A person will read this")).toBeInTheDocument();
  });

  it("reads all that the youngest see of a question, in the order in which it stands", async () => {
    const speak = aVoice();
    renderPage(
      <AgeTierFrame tier="EARLY">
        <AttemptResult exercise={exercise} attempt={attempt} onNext={vi.fn()} />
      </AgeTierFrame>,
    );
    await userEvent.click(screen.getByRole("button", { name: "Read aloud: Why?" }));
    expect(speak).toHaveBeenCalledWith(
      expect.objectContaining({ text: "A person will read this. Why? Your answer: I counted." }),
    );
    vi.unstubAllGlobals();
  });

  it("goes on", async () => {
    const onNext = vi.fn();
    renderPage(<AttemptResult exercise={exercise} attempt={attempt} onNext={onNext} />);
    await userEvent.click(screen.getByRole("button", { name: "Go on" }));
    expect(onNext).toHaveBeenCalledOnce();
  });
});
