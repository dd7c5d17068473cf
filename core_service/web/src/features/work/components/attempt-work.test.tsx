/**
 * Whoever works with a time limit has what is there handed in at its end. The bad cases: there is no line, so the core
 * does it alone; it was handed in already.
 */
import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Attempt, Exercise } from "~/lib/contract";
import { Outbox } from "~/lib/outbox";
import { OutboxContext } from "~/lib/use-outbox";
import { renderPage } from "~/testing/render-page";
import { AttemptWork } from "./attempt-work";

beforeEach(() => localStorage.clear());

const exercise = {
  id: "exercise-1",
  questions: [{ type: "SHORT_ANSWER", question: "How do you know?" }],
} as unknown as Exercise;

async function atTheEnd({ isLive = true, isClosed = false } = {}) {
  const send = vi.fn().mockResolvedValue({});
  const onTimeUp = vi.fn();
  const outbox = new Outbox("student-1", send);
  await outbox.start();
  const attempt = {
    id: "attempt-1",
    draftRevision: 1,
    answers: [{ questionIndex: 0, answer: "I counted." }],
    deadlineAt: new Date(Date.now() - 1).toISOString(),
    feedback: null,
  } as unknown as Attempt;
  renderPage(
    <OutboxContext value={outbox}>
      <AttemptWork
        attempt={attempt}
        exercise={exercise}
        sessionId="session-1"
        shelf={{ read: () => null, write: () => undefined, clear: () => undefined }}
        send={async ({ base }) => base + 1}
        isLive={isLive}
        isClosed={isClosed}
        reader="Helen"
        onFinished={() => undefined}
        onTimeUp={onTimeUp}
      />
    </OutboxContext>,
  );
  await waitFor(() => expect(onTimeUp).toHaveBeenCalled());
  return send;
}

it("hands in what is there when the time is up", async () => {
  const send = await atTheEnd();
  expect(screen.getByRole("alert")).toHaveTextContent("Time is up");
  const answers = [{ questionIndex: 0, answer: "I counted." }];
  const body = {
    attemptId: "attempt-1",
    exerciseId: "exercise-1",
    sessionId: "session-1",
    answers,
  };
  await waitFor(() => expect(send).toHaveBeenCalledWith(expect.objectContaining({ body })));
});

it.each([{ isLive: false }, { isClosed: true }])("leaves it to the core: %o", async (how) => {
  expect(await atTheEnd(how)).not.toHaveBeenCalled();
});
