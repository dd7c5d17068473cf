/** Each kind of question as a child meets it: by touch, by keyboard, and by ear. */
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { AgeTier, Question } from "~/lib/contract";
import { renderPage } from "~/testing/render-page";
import { aVoice } from "~/testing/speech";
import { AgeTierFrame } from "~/ui/age-tier";
import type { AnswerValue } from "../answers";
import { QuestionView } from "./question-view";

interface OneQuestionProps {
  question: Question;
  answered: (value: AnswerValue) => void;
  tier?: AgeTier;
  first?: AnswerValue;
}

function OneQuestion({ question, answered, tier = "SENIOR", first }: OneQuestionProps) {
  const [value, setValue] = useState<AnswerValue | undefined>(first);
  const onAnswer = (next: AnswerValue) => {
    setValue(next);
    answered(next);
  };
  return (
    <AgeTierFrame tier={tier}>
      <QuestionView
        question={question}
        value={value}
        onAnswer={onAnswer}
        labelledBy="prompt"
        instructions={null}
      />
    </AgeTierFrame>
  );
}

function ask(question: Question, more: Partial<OneQuestionProps> = {}) {
  const answered = vi.fn<(value: AnswerValue) => void>();
  renderPage(<OneQuestion question={question} answered={answered} {...more} />);
  return { answered, user: userEvent.setup() };
}

const CHOICE: Question = {
  type: "MULTIPLE_CHOICE",
  question: "Which word starts like sun?",
  options: ["map", "sock", { text: "net", speech: "a net for fish" }],
};

describe("MULTIPLE_CHOICE", () => {
  it("answers with the option's text", async () => {
    const { answered, user } = ask(CHOICE);
    await user.click(screen.getByText("sock"));
    expect(answered).toHaveBeenCalledWith("sock");
    expect(screen.getByRole("radio", { name: /sock/ })).toBeChecked();
  });

  it("takes the keys 1 to 9", async () => {
    const { answered, user } = ask(CHOICE);
    await user.keyboard("3");
    expect(answered).toHaveBeenCalledWith("net");
  });

  it("ignores a key without an option", async () => {
    const { answered, user } = ask(CHOICE);
    await user.keyboard("7");
    expect(answered).not.toHaveBeenCalled();
  });

  it("is a group that carries the question's words", () => {
    ask(CHOICE);
    expect(screen.getByRole("radiogroup", { name: CHOICE.question })).toBeInTheDocument();
  });

  it("shows an option's picture with its description", () => {
    ask({
      ...CHOICE,
      options: [{ text: "chair", image: "/media/chair.png", imageAlt: "A chair" }],
    });
    expect(screen.getByRole("img", { name: "A chair" })).toBeInTheDocument();
  });
});

describe("FILL_IN_BLANK", () => {
  it("answers one gap with a text", async () => {
    const { answered, user } = ask({ type: "FILL_IN_BLANK", question: "I am a c___t." });
    await user.type(screen.getByRole("textbox", { name: "The gap" }), "a");
    expect(answered).toHaveBeenLastCalledWith("a");
  });

  it.each([
    ["I am a c___t.", "ct.", "I am a ct."],
    ["The rabbit seemed to ___. (appear)", ".", "The rabbit seemed to . (appear)"],
    ["She said (___), then left", "(),", "She said (), then left"],
    ["$x = 4$, so $2x =$ ___", "", ""],
  ])("keeps with the gap what touches it: %s", (question, kept, whole) => {
    ask({ type: "FILL_IN_BLANK", question });
    const gap = screen.getByRole("textbox", { name: "The gap" });
    expect(gap.parentElement).toHaveTextContent(kept);
    if (whole) expect(gap.closest("p")).toHaveTextContent(whole);
  });

  it("answers several gaps with a list, null where nothing stands", async () => {
    const { answered, user } = ask({ type: "FILL_IN_BLANK", question: "___ H₂ + ___ O₂" });
    await user.type(screen.getByRole("textbox", { name: "Gap 2 of 2" }), "1");
    expect(answered).toHaveBeenLastCalledWith([null, "1"]);
  });

  it("shows what was answered before", () => {
    ask({ type: "FILL_IN_BLANK", question: "___ and ___" }, { first: ["salt", null] });
    expect(screen.getByRole("textbox", { name: "Gap 1 of 2" })).toHaveValue("salt");
  });
});

describe("NUMERICAL", () => {
  const number: Question = { type: "NUMERICAL", question: "How long is it?", unit: "cm" };
  const pad = () => within(screen.getByRole("group", { name: "Number pad" }));

  it("is written by the pad, with minus, point and fraction line", async () => {
    const { answered, user } = ask(number);
    for (const name of ["3", "Fraction line", "8", "Minus"]) {
      await user.click(pad().getByRole("button", { name }));
    }
    expect(answered).toHaveBeenLastCalledWith("-3/8");
  });

  it("rubs out", async () => {
    const { answered, user } = ask(number, { first: "12" });
    await user.click(pad().getByRole("button", { name: "Rub out" }));
    expect(answered).toHaveBeenLastCalledWith("1");
  });

  it("takes the keyboard, units too", async () => {
    const { answered, user } = ask(number);
    await user.type(screen.getByRole("textbox", { name: number.question }), "12.5 cm");
    expect(answered).toHaveBeenLastCalledWith("12.5 cm");
  });

  it("opens no system keyboard, and shows the unit", () => {
    ask(number);
    expect(screen.getByRole("textbox")).toHaveAttribute("inputmode", "none");
    expect(screen.getByText("cm")).toBeInTheDocument();
  });

  it("shows a number that the core sent as a number", () => {
    ask(number, { first: 12 });
    expect(screen.getByRole("textbox")).toHaveValue("12");
  });
});

describe("MATCHING", () => {
  const pairs: Question = {
    type: "MATCHING",
    question: "Which words rhyme?",
    left: ["cat", "hen"],
    options: ["pen", "hat", "dog"],
  };

  it("pairs by one touch and another", async () => {
    const { answered, user } = ask(pairs);
    await user.click(screen.getByRole("button", { name: "cat" }));
    await user.click(screen.getByRole("button", { name: "hat" }));
    expect(answered).toHaveBeenCalledWith({ cat: "hat" });
    expect(screen.getAllByRole("button", { name: /pair 1/ })).toHaveLength(2);
  });

  it("works by keyboard alone", async () => {
    const { answered, user } = ask(pairs);
    screen.getByRole("button", { name: "hen" }).focus();
    await user.keyboard("{Enter}{Tab}{Enter}");
    expect(answered).toHaveBeenCalledWith({ hen: "pen" });
  });

  it("says what to do next", async () => {
    const { user } = ask(pairs);
    await user.click(screen.getByRole("button", { name: "cat" }));
    expect(screen.getByText("Now touch its partner.")).toBeInTheDocument();
  });

  it("takes a pair apart", async () => {
    const { answered, user } = ask(pairs, { first: { cat: "hat", hen: "pen" } });
    await user.click(screen.getByRole("button", { name: /cat/ }));
    expect(answered).toHaveBeenCalledWith({ hen: "pen" });
  });
});

describe("SHORT_ANSWER and LONG_ANSWER", () => {
  it.each(["SHORT_ANSWER", "LONG_ANSWER"] as const)("%s counts words", async (type) => {
    const { answered, user } = ask({ type, question: "Why?" });
    await user.type(screen.getByRole("textbox", { name: "Why?" }), "Because it floats");
    expect(answered).toHaveBeenLastCalledWith("Because it floats");
    expect(screen.getByText("3 words")).toBeInTheDocument();
  });

  it("keeps the keys of choices for itself while typing", async () => {
    const { answered, user } = ask({ type: "SHORT_ANSWER", question: "How many?" });
    await user.type(screen.getByRole("textbox"), "1");
    expect(answered).toHaveBeenLastCalledWith("1");
  });
});

describe("WORKSHEET", () => {
  const task: Question = { type: "WORKSHEET", question: "Draw 7 balloons." };

  it("is done by a word, and undone by the same touch", async () => {
    const { answered, user } = ask(task);
    const done = screen.getByRole("button", { name: "Done on paper" });
    await user.click(done);
    await user.click(done);
    expect(answered.mock.calls).toEqual([["Done on paper"], [null]]);
  });
});

describe("for the youngest", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("every text has a voice", () => {
    vi.stubGlobal("speechSynthesis", { speak: vi.fn(), cancel: vi.fn() });
    ask(CHOICE, { tier: "EARLY" });
    const names = ["the question", "map", "sock", "net"].map((what) => `Read aloud: ${what}`);
    for (const name of names) expect(screen.getByRole("button", { name })).toBeInTheDocument();
  });

  it("what to do on paper has a voice too", () => {
    vi.stubGlobal("speechSynthesis", { speak: vi.fn(), cancel: vi.fn() });
    ask({ type: "WORKSHEET", question: "Draw 7 balloons." }, { tier: "EARLY" });
    const names = ["the question", "what to take"].map((what) => `Read aloud: ${what}`);
    for (const name of names) expect(screen.getByRole("button", { name })).toBeInTheDocument();
  });

  it("an option is spoken in its own words", async () => {
    const speak = aVoice();
    const { user } = ask(CHOICE, { tier: "EARLY" });
    await user.click(screen.getByRole("button", { name: "Read aloud: net" }));
    expect(speak).toHaveBeenCalledWith(expect.objectContaining({ text: "a net for fish" }));
  });
});
