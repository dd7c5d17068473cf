/** The parts around a student's task: bar, hand, messages, lesson, start. */
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ExerciseSummary, NextContent, Person, RoomMessage } from "~/lib/contract";
import { offlineProblem } from "~/lib/problem";
import { renderPage } from "~/testing/render-page";
import { aVoice } from "~/testing/speech";
import { AgeTierFrame } from "~/ui/age-tier";
import { HELP_PICTURES } from "~/ui/help-picture";
import { handFace } from "../hand";
import type { LessonPage } from "../lesson-content";
import { ConnectionLine } from "./connection-line";
import { HandButton } from "./hand-button";
import { HandWords } from "./hand-words";
import { LessonReader } from "./lesson-reader";
import { MessageCard } from "./message-card";
import { MessagesPanel } from "./messages-panel";
import { StartCard } from "./start-card";
import { Toolbar } from "./toolbar";

const helen: Person = { id: "tutor-1", name: "Helen Marsh", avatarUrl: null };

afterEach(() => vi.unstubAllGlobals());

describe("HandButton", () => {
  it("is raised by one touch, or Alt H", async () => {
    const onToggle = vi.fn();
    const face = handFace(null, null, true, "Helen");
    renderPage(<HandButton face={face} tutor={helen} onToggle={onToggle} />);
    await userEvent.click(screen.getByRole("button", { name: "I need help" }));
    await userEvent.keyboard("{Alt>}h{/Alt}");
    expect(onToggle).toHaveBeenCalledTimes(2);
  });

  it("shows that somebody is coming", () => {
    const face = handFace("ACKNOWLEDGED", null, true, "Helen");
    renderPage(<HandButton face={face} tutor={helen} onToggle={vi.fn()} />);
    expect(screen.getByRole("button", { pressed: true })).toHaveTextContent("Helen is coming");
  });
});

describe("Toolbar", () => {
  const bar = (over: object) =>
    renderPage(
      <Toolbar
        title="Study hall"
        position={{ index: 3, of: 8 }}
        enrollments={[]}
        selected={null}
        onSelect={vi.fn()}
        endsAt={null}
        messages={null}
        hand={null}
        {...over}
      />,
    );

  it("says where one is and how the session is held, and leads to its call beside the work", () => {
    bar({ mode: "HYBRID", callUrl: "https://meet.example/room" });
    expect(screen.getByText("Exercise 3 of 8")).toBeInTheDocument();
    expect(screen.getByText("In the room and by video")).toBeInTheDocument();
    const call = screen.getByRole("link", { name: "Join call" });
    expect(call).toHaveAttribute("href", "https://meet.example/room");
    expect(call).toHaveAttribute("target", "_blank");
  });

  it("has no call where the session has none", () => {
    bar({ mode: "PHYSICAL", callUrl: null });
    expect(screen.queryByRole("link")).not.toBeInTheDocument();
  });
});

describe("HandWords", () => {
  const onClose = vi.fn();

  it("tells by a picture", async () => {
    const onTell = vi.fn().mockResolvedValue(undefined);
    renderPage(
      <HandWords tutor="Helen" message={null} picture={null} onTell={onTell} onClose={onClose} />,
    );
    await userEvent.click(screen.getByRole("button", { name: "I am stuck" }));
    expect(onTell).toHaveBeenCalledWith({ picture: "stuck" }, expect.any(String));
    expect(onClose).toHaveBeenCalledOnce();
  });

  it("reads each picture's words to the youngest, and tells nothing by that", async () => {
    const speak = aVoice();
    const onTell = vi.fn();
    renderPage(
      <AgeTierFrame tier="EARLY">
        <HandWords tutor="Helen" message={null} picture={null} onTell={onTell} onClose={onClose} />
      </AgeTierFrame>,
    );
    for (const { words } of HELP_PICTURES) {
      await userEvent.click(screen.getByRole("button", { name: `Read aloud: ${words}` }));
      expect(speak).toHaveBeenLastCalledWith(expect.objectContaining({ text: words }));
    }
    expect(onTell).not.toHaveBeenCalled();
  });

  it("keeps words that did not arrive in the field", async () => {
    const onTell = vi.fn().mockRejectedValue(new Error("No connection"));
    renderPage(
      <HandWords tutor="Helen" message={null} picture={null} onTell={onTell} onClose={onClose} />,
    );
    const field = screen.getByRole("textbox");
    await userEvent.type(field, "Why 12?{Enter}");
    expect(field).toHaveValue("Why 12?");
    expect(screen.getByRole("alert")).toHaveTextContent("No connection");
  });
});

const message: RoomMessage = {
  id: "message-1",
  sessionId: "session-1",
  fromId: "tutor-1",
  fromName: "Helen Marsh",
  studentId: "student-1",
  text: "Good start.",
  kind: "message",
  sentAt: new Date().toISOString(),
};

describe("messages", () => {
  it("stay as a card until OK", async () => {
    const onOk = vi.fn();
    renderPage(<MessageCard message={message} tutor={helen} onOk={onOk} />);
    expect(screen.getByRole("status")).toHaveTextContent("Helen,just nowGood start.");
    await userEvent.click(screen.getByRole("button", { name: "OK" }));
    expect(onOk).toHaveBeenCalledOnce();
  });

  it("can be answered, once even when the sending has to be repeated", async () => {
    const onReply = vi.fn().mockRejectedValueOnce(offlineProblem(null));
    renderPage(
      <MessagesPanel
        messages={[message]}
        myId="student-1"
        tutorName="Helen Marsh"
        onReply={onReply}
        onClose={vi.fn()}
      />,
    );
    await userEvent.type(screen.getByRole("textbox", { name: "Write to Helen" }), "Thanks{Enter}");
    await userEvent.click(screen.getByRole("button", { name: "Retry" }));
    expect(onReply.mock.calls[0]).toEqual(onReply.mock.calls[1]);
    expect(screen.getByRole("textbox")).toHaveValue("");
  });
});

describe("LessonReader", () => {
  it("shows every kind of block and the way on", () => {
    const lesson = {
      title: "Silent letters",
      unitTitle: "Spelling",
      content: {
        blocks: [
          { kind: "heading", text: "Letters that hide" },
          { kind: "paragraph", text: "We do not hear the k." },
          { kind: "example", text: "knee, knot" },
          { kind: "list", items: ["kn: knee", "wr: write"] },
        ],
      },
    } as LessonPage;
    renderPage(<LessonReader lesson={lesson} action={<button>I have read it</button>} />);
    expect(screen.getByRole("heading", { name: "Letters that hide" })).toBeInTheDocument();
    expect(screen.getByText("knee, knot")).toBeInTheDocument();
    expect(screen.getAllByRole("listitem")).toHaveLength(2);
    expect(screen.getByRole("button", { name: "I have read it" })).toBeInTheDocument();
  });
});

describe("StartCard", () => {
  const exercise = {
    id: "exercise-1",
    title: "Adding fractions",
    exerciseType: "NUMERICAL",
    questionCount: 8,
    timeLimit: null,
    estimatedMins: 10,
  } as ExerciseSummary;
  const next = {
    reason: { code: "TRY_AGAIN", text: "" },
    isPreview: true,
    alsoForYou: [{ assignmentId: "a", kind: "EXERCISE", id: "e2", title: "More sums" }],
  } as unknown as NextContent;

  it("says what, how much, and why this next", () => {
    renderCard(vi.fn());
    expect(screen.getByText("8 questions, about 10 minutes")).toBeInTheDocument();
    expect(screen.getByText("Another try. You know more about it now.")).toBeInTheDocument();
    expect(screen.getByText("A look ahead at the next level")).toBeInTheDocument();
  });

  it("starts, and offers what was also assigned", async () => {
    const onStart = vi.fn();
    const { onPick } = renderCard(onStart);
    await userEvent.click(screen.getByRole("button", { name: "Start" }));
    await userEvent.click(screen.getByRole("button", { name: "More sums" }));
    expect(onStart).toHaveBeenCalledOnce();
    expect(onPick).toHaveBeenCalledWith(next.alsoForYou[0]);
  });

  function renderCard(onStart: () => void) {
    const onPick = vi.fn();
    renderPage(
      <StartCard
        exercise={exercise}
        next={next}
        onStart={onStart}
        isStarting={false}
        problem={null}
        onReadLesson={vi.fn()}
        onPick={onPick}
      />,
    );
    return { onPick };
  }
});

describe("ConnectionLine", () => {
  it.each([
    [{ kind: "offline", since: 0 }, "No internet just now"],
    [{ kind: "reconnecting", since: 0 }, "Reconnecting"],
    [{ kind: "degraded", since: 0 }, "Slow mode"],
    [{ kind: "closed", reason: "You were signed out." }, "You were signed out."],
  ] as const)("says %o", (connection, words) => {
    renderPage(<ConnectionLine connection={connection} hasNetwork device="tablet" />);
    expect(screen.getByText(words, { exact: false })).toBeInTheDocument();
  });

  it("says that the network is gone before the line notices", () => {
    renderPage(<ConnectionLine connection={{ kind: "live" }} hasNetwork={false} device="tablet" />);
    expect(screen.getByRole("status")).toHaveTextContent("No internet just now");
  });

  it("is read to the youngest", async () => {
    const speak = aVoice();
    renderPage(
      <AgeTierFrame tier="EARLY">
        <ConnectionLine connection={{ kind: "live" }} hasNetwork={false} device="tablet" />
      </AgeTierFrame>,
    );
    await userEvent.click(screen.getByRole("button", { name: "Read aloud" }));
    const words = "No internet just now. Carry on. Your answers are kept on this tablet.";
    expect(speak).toHaveBeenCalledWith(expect.objectContaining({ text: words }));
  });

  it("says nothing while all is well", () => {
    renderPage(<ConnectionLine connection={{ kind: "live" }} hasNetwork device="tablet" />);
    expect(screen.queryByRole("status")).not.toBeInTheDocument();
  });
});
