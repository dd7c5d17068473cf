/**
 * A parent's message is lost on its way: sending it again must not write it twice, and changing its
 * words first makes it another message. What was refused, or has arrived, is meant anew.
 */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import { offlineProblem, ProblemError } from "./problem";
import { useOnceAct } from "./use-once-act";

const REFUSED = new ProblemError(409, "closed", "Closed", "It is closed.", null);

function sending(...answers: (Error | null)[]) {
  const keys: string[] = [];
  const around = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(
    () =>
      useOnceAct((_: string, key) => {
        keys.push(key);
        const failure = answers.shift();
        return failure ? Promise.reject(failure) : Promise.resolve("made");
      }),
    { wrapper: around },
  );
  const send = (text: string) =>
    act(() => result.current.mutateAsync(text).catch((error: unknown) => error));
  return { keys, send };
}

describe("an act that happens once", () => {
  it("keeps its key while its answer is lost, and only for the same words", async () => {
    const { keys, send } = sending(offlineProblem(null), offlineProblem(null), null);
    await send("Ada is ill");
    await send("Ada is ill");
    await send("Ada is ill today");
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it.each([
    ["has worked", null],
    ["was refused", REFUSED],
  ])("takes a new key once it %s", async (_, answer) => {
    const { keys, send } = sending(answer, null);
    await send("Ada is ill");
    await send("Ada is ill");
    expect(keys[1]).not.toBe(keys[0]);
  });
});
