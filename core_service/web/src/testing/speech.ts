/** A browser that speaks, for pages that read aloud. */
import { vi } from "vitest";

/** What is said arrives here, as `{ text }`. */
export function aVoice() {
  const speak = vi.fn();
  vi.stubGlobal("speechSynthesis", { speak, cancel: vi.fn() });
  vi.stubGlobal(
    "SpeechSynthesisUtterance",
    class {
      constructor(readonly text: string) {}
    },
  );
  return speak;
}
