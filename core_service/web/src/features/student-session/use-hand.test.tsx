import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Outbox } from "~/lib/outbox";
import { ProblemError } from "~/lib/problem";
import { OutboxContext } from "~/lib/use-outbox";
import { lowerHand, raiseHand } from "./api";
import { createHandSender } from "./hand-acts";
import { useHand } from "./use-hand";

vi.mock("./api");

const help = { id: "help-1", status: "PENDING" } as Awaited<ReturnType<typeof raiseHand>>;
const offline = new ProblemError(0, "unreachable", "No connection", "", null);
const refused = new ProblemError(409, "session_ended", "The session has ended", "", null);

async function hand(requestId: string | null = null) {
  const onHelp = vi.fn();
  const outbox = new Outbox("student-1", createHandSender());
  await outbox.start();
  const options = { sessionId: "session-1", requestId, exerciseId: "exercise-1", onHelp };
  const wrapper = ({ children }: { children: ReactNode }) => (
    <OutboxContext value={outbox}>{children}</OutboxContext>
  );
  return { onHelp, ...renderHook(() => useHand(options), { wrapper }) };
}

const passing = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

describe("useHand", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.mocked(raiseHand).mockResolvedValue(help);
    vi.mocked(lowerHand).mockResolvedValue({ ...help, status: "CANCELLED" });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.mocked(raiseHand).mockReset();
    vi.mocked(lowerHand).mockReset();
  });

  it("raises at one touch, with the exercise that is open", async () => {
    const { result, onHelp } = await hand();
    act(() => result.current.toggle());
    expect(result.current.wish).toBe("up");
    await passing(10);
    expect(raiseHand).toHaveBeenCalledWith(
      "session-1",
      { exerciseId: "exercise-1" },
      expect.any(String),
    );
    expect(onHelp).toHaveBeenCalledWith(help);
  });

  it("lowers the hand that is up", async () => {
    const { result, onHelp } = await hand("help-1");
    act(() => result.current.toggle());
    await passing(10);
    expect(lowerHand).toHaveBeenCalledWith("help-1");
    expect(onHelp).toHaveBeenCalledWith(expect.objectContaining({ status: "CANCELLED" }));
  });

  it("takes a second touch at once for a slip", async () => {
    const { result } = await hand();
    act(() => result.current.toggle());
    act(() => result.current.toggle());
    await passing(10);
    expect(raiseHand).toHaveBeenCalledOnce();
  });

  it("keeps the wish while the core is away and raises once when it is back", async () => {
    vi.mocked(raiseHand).mockRejectedValueOnce(offline).mockRejectedValueOnce(offline);
    const { result, onHelp } = await hand();
    act(() => result.current.toggle());
    await passing(500);
    expect(result.current).toMatchObject({ wish: "up", isReachable: false });
    await passing(6_000);
    expect(onHelp).toHaveBeenCalledOnce();
    const keys = new Set(vi.mocked(raiseHand).mock.calls.map(([, , key]) => key));
    expect(keys.size).toBe(1);
    expect(result.current.isReachable).toBe(true);
  });

  it("takes the wish back unsent when it is touched again while the core is away", async () => {
    vi.mocked(raiseHand).mockRejectedValueOnce(offline);
    const { result } = await hand();
    act(() => result.current.toggle());
    await passing(800);
    act(() => result.current.toggle());
    await passing(20_000);
    expect(result.current.wish).toBeNull();
    expect(raiseHand).toHaveBeenCalledOnce();
    expect(lowerHand).not.toHaveBeenCalled();
  });

  it("says why, when the core refuses", async () => {
    vi.mocked(raiseHand).mockRejectedValueOnce(refused);
    const { result } = await hand();
    act(() => result.current.toggle());
    await passing(10);
    expect(result.current).toMatchObject({ wish: null, problem: refused });
  });
});
