import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { renderPage } from "~/testing/render-page";
import type { DraftKeeper } from "../draft-keeper";
import { DraftConflictPanel } from "./draft-conflict";

it("shows both versions of what differs and leaves the choice to the person", async () => {
  const keeper = { keepMine: vi.fn(), takeTheirs: vi.fn() } as unknown as DraftKeeper;
  const theirs = { revision: 3, answers: { 0: "same", 1: "theirs" } };
  renderPage(
    <DraftConflictPanel mine={{ 0: "same", 1: "mine" }} theirs={theirs} keeper={keeper} />,
  );
  expect(screen.getAllByRole("row").slice(1)).toHaveLength(1);
  expect(screen.getByRole("row", { name: "Question 2 mine theirs" })).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Take the other ones" }));
  expect(keeper.takeTheirs).toHaveBeenCalledOnce();
});
