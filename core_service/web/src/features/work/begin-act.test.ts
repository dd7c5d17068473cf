// @vitest-environment jsdom
/** Beginning without a network: one id on both sides, once, and at home where the session ended meanwhile. */
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Exercise } from "~/lib/contract";
import type { Act } from "~/lib/outbox";
import { ProblemError } from "~/lib/problem";
import { startExercise } from "./api";
import { attemptBegun, BEGIN, type BeginBody, beginning, nameWithin, sendBegin } from "./begin-act";

vi.mock("./api");

const of = {
  studentId: "0198a3f0-1111-7222-8333-444455556666",
  centreId: "centre-1",
  sessionId: "session-1",
  enrollmentId: "maths",
  exercise: { id: "exercise-1", maxScore: 10 } as Exercise,
};
const act = (body: BeginBody): Act<BeginBody> => ({ id: "act-1", kind: BEGIN, at: 0, body });
const refused = (code: string) => new ProblemError(409, code, "No", "", null);

afterEach(() => vi.mocked(startExercise).mockReset());

describe("a beginning without a network", () => {
  it("has the id that the core derives from the same names", async () => {
    const id = await nameWithin(of.studentId, "centre-1/exercise-1/begun-1");
    expect(id).toBe("7ec2c3cd-adad-570e-b346-ce862ccd3323");
  });

  it("is another one each time", async () => {
    const [first, second] = [await beginning(of), await beginning(of)];
    expect(first.attemptId).not.toBe(second.attemptId);
    expect(attemptBegun(act(first))).toMatchObject({ id: first.attemptId, status: "IN_PROGRESS" });
  });

  it("is told to the session by its name", async () => {
    const begun = await beginning(of);
    await sendBegin(act(begun));
    const place = { sessionId: "session-1", begunAs: begun.begunAs };
    expect(vi.mocked(startExercise).mock.calls).toEqual([["exercise-1", place]]);
  });

  it("goes home where the session has ended meanwhile", async () => {
    const begun = await beginning(of);
    vi.mocked(startExercise).mockRejectedValueOnce(refused("wrong_session_status"));
    await sendBegin(act(begun));
    const home = { centreId: "centre-1", begunAs: begun.begunAs };
    expect(startExercise).toHaveBeenLastCalledWith("exercise-1", home);
  });

  it("is refused where the exercise is gone", async () => {
    vi.mocked(startExercise).mockRejectedValueOnce(refused("not_found"));
    await expect(sendBegin(act(await beginning(of)))).rejects.toMatchObject({ code: "not_found" });
    expect(startExercise).toHaveBeenCalledOnce();
  });
});
