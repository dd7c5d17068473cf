import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ProblemError } from "~/lib/problem";
import { lowerHand, raiseHand } from "./api";
import { useHand } from "./use-hand";

vi.mock("./api");

const help = { id: "help-1", status: "PENDING" } as Awaited<ReturnType<typeof raiseHand>>;
const offline = new ProblemError(0, "unreachable", "No connection", "", null);
const refused = new ProblemError(409, "session_ended", "The session has ended", "", null);

function hand(requestId: string | null = null) {
  const onHelp = vi.fn();
  const options = { sessionId: "session-1", requestId, exerciseId: "exercise-1", onHelp };
  return { onHelp, ...renderHook(() => useHand(options)) };
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
  });

  it("raises at one touch, with the exercise that is open", async () => {
    const { result, onHelp } = hand();
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
    const { result, onHelp } = hand("help-1");
    act(() => result.current.toggle());
    await passing(10);
    expect(lowerHand).toHaveBeenCalledWith("help-1");
    expect(onHelp).toHaveBeenCalledWith(expect.objectContaining({ status: "CANCELLED" }));
  });

  it("takes a second touch at once for a slip", async () => {
    const { result } = hand();
    act(() => result.current.toggle());
    act(() => result.current.toggle());
    await passing(10);
    expect(raiseHand).toHaveBeenCalledOnce();
  });

  it("keeps the wish while the core is away and raises once when it is back", async () => {
    vi.mocked(raiseHand).mockRejectedValueOnce(offline).mockRejectedValueOnce(offline);
    const { result, onHelp } = hand();
    act(() => result.current.toggle());
    await passing(3_100);
    expect(result.current).toMatchObject({ wish: "up", isReachable: false });
    await passing(4_000);
    expect(onHelp).toHaveBeenCalledOnce();
    const keys = new Set(vi.mocked(raiseHand).mock.calls.map(([, , key]) => key));
    expect(keys.size).toBe(1);
    expect(result.current.isReachable).toBe(true);
  });

  it("says why, when the core refuses", async () => {
    vi.mocked(raiseHand).mockRejectedValueOnce(refused);
    const { result } = hand();
    act(() => result.current.toggle());
    await passing(10);
    expect(result.current).toMatchObject({ wish: null, problem: refused });
  });
});
