// @vitest-environment jsdom
/** What waits on the device: kept, sent once and in order, given up only when the core says no. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keptBelow } from "./device-store";
import { Outbox, type SendAct } from "./outbox";
import { ProblemError } from "./problem";

const offline = new ProblemError(0, "unreachable", "No connection", "", null);
const signedOut = new ProblemError(401, "not_signed_in", "Sign in", "", null);
const refused = new ProblemError(409, "session_ended", "Over", "", null);

let person = 0;
const opened: Outbox[] = [];

/** Each test is another person, so that nothing of one is another's. */
async function outboxOf(send: SendAct, userId = `student-${(person += 1)}`): Promise<Outbox> {
  const outbox = new Outbox(userId, send);
  opened.push(outbox);
  await outbox.start();
  return outbox;
}

const quiet = () => vi.waitFor(() => expect(opened.at(-1)?.getState().waiting).toEqual([]));
const away = () => vi.waitFor(() => expect(opened.at(-1)?.getState().isReachable).toBe(false));

beforeEach(() => void opened.splice(0));
afterEach(() => opened.forEach((each) => each.stop()));

describe("Outbox", () => {
  it("sends in order, the next only after the one before", async () => {
    const sent: unknown[] = [];
    const outbox = await outboxOf(async ({ body }) => sent.push(body));
    ["hand", "answers", "hand in"].forEach((body) => outbox.add("act", body));
    await quiet();
    expect(sent).toEqual(["hand", "answers", "hand in"]);
  });

  it("keeps what could not be sent over a reload, and then sends it with the same key", async () => {
    const first = await outboxOf(() => Promise.reject(offline), "kofi");
    const acts = [first.add("hand-up", 1), first.add("hand-in", 2)];
    await away();
    first.stop();
    const send = vi.fn<SendAct>().mockResolvedValue("done");
    await outboxOf(send, "kofi");
    await quiet();
    expect(send.mock.calls.map(([{ id }]) => id)).toEqual(acts.map(({ id }) => id));
    expect(await keptBelow("outbox/kofi/")).toEqual([]);
  });

  it("is never another person's", async () => {
    const first = await outboxOf(() => Promise.reject(offline), "leo");
    first.add("hand-up", 1);
    await away();
    const send = vi.fn<SendAct>();
    const second = await outboxOf(send, "maya");
    expect(second.getState().waiting).toEqual([]);
    expect(send).not.toHaveBeenCalled();
  });

  it("waits for the next sign-in when the login is over", async () => {
    const outbox = await outboxOf(() => Promise.reject(signedOut));
    outbox.add("hand-in", 1);
    await away();
    expect(outbox.getState()).toMatchObject({ refused: [], waiting: [{ kind: "hand-in" }] });
  });

  it("goes on after a refusal, and keeps its reason for the page", async () => {
    const send = vi.fn<SendAct>().mockRejectedValueOnce(refused).mockResolvedValue(null);
    const outbox = await outboxOf(send);
    outbox.add("hand-up", 1);
    outbox.add("hand-in", 2);
    await quiet();
    const [refusal] = outbox.getState().refused;
    expect(refusal).toMatchObject({ act: { kind: "hand-up" }, problem: refused });
    outbox.dismiss(refusal?.act.id ?? "");
    expect(outbox.getState().refused).toEqual([]);
  });

  it("takes an act back as long as nobody has it", async () => {
    const outbox = await outboxOf(() => Promise.reject(offline));
    const act = outbox.add("hand-up", 1);
    await away();
    expect(outbox.withdraw(act.id)).toBe(true);
    expect(outbox.getState().waiting).toEqual([]);
  });

  it("does not take back what is on its way", async () => {
    const send = vi.fn<SendAct>(() => new Promise(() => undefined));
    const outbox = await outboxOf(send);
    const act = outbox.add("hand-up", 1);
    await vi.waitFor(() => expect(send).toHaveBeenCalledOnce());
    expect(outbox.withdraw(act.id)).toBe(false);
  });

  it("tells who listens what the core answered", async () => {
    const outbox = await outboxOf(async () => ({ id: "help-1" }));
    const done = vi.fn();
    outbox.onDone(done);
    outbox.add("hand-up", 1);
    await quiet();
    expect(done).toHaveBeenCalledWith(expect.objectContaining({ kind: "hand-up" }), {
      id: "help-1",
    });
  });
});
