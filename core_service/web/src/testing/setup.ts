/** What jsdom lacks and every component test needs. */
import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";

afterEach(cleanup);

/** Pages are loaded lazily, and test machines are busy. */
configure({ asyncUtilTimeout: 20_000 });

Object.defineProperty(window, "matchMedia", {
  writable: true,
  value: vi.fn().mockImplementation((query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    dispatchEvent: () => false,
  })),
});

class StillObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver = StillObserver as unknown as typeof ResizeObserver;

/** Growing text fields measure themselves again when a font has come. */
Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });

/** Newer browsers answer with a promise when they have scrolled. */
Element.prototype.scrollIntoView = () => Promise.resolve();
