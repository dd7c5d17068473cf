/** What loads keeps its room from the start, so that nothing jumps, and shows its shape only when it takes long (UI 3). */
import { act, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { renderPage } from "~/testing/render-page";
import { LoadingView } from "./state-view";

afterEach(() => {
  vi.useRealTimers();
});

it("has its shape at once, to be seen after 150 ms", () => {
  vi.useFakeTimers();
  renderPage(
    <LoadingView label="Loading the day">
      <p>In shape</p>
    </LoadingView>,
  );
  const view = screen.getByLabelText("Loading the day");
  expect(view).toContainElement(screen.getByText("In shape"));
  expect(view).toHaveAttribute("data-early");
  act(() => vi.advanceTimersByTime(150));
  expect(view).not.toHaveAttribute("data-early");
});
