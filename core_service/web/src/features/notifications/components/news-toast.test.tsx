/** News is said once when it comes; what was unread before is no news, and it waits while a question is open. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter } from "react-router";
import { afterEach, expect, it, vi } from "vitest";
import { fakeCore } from "~/testing/fake-core";
import { unreadQuery } from "../api";
import { NewsToast } from "./news-toast";

afterEach(() => {
  vi.unstubAllGlobals();
});

const marked = {
  id: "news-1",
  title: "Your work is marked",
  text: "Adding fractions: 6 of 8.",
  path: "/dashboard/student/work/1",
  createdAt: "2026-11-30T16:00:00Z",
  readAt: null,
};

async function openWith(unread: number, isHushed = false) {
  const core = fakeCore({
    "GET /api/notifications/unread-count": () => ({ body: { unread } }),
    "GET /api/notifications": () => ({ body: { items: [marked], nextCursor: null } }),
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const page = (isHushed: boolean) => (
    <QueryClientProvider client={queries}>
      <MantineProvider env="test">
        <MemoryRouter>
          <NewsToast isHushed={isHushed} />
        </MemoryRouter>
      </MantineProvider>
    </QueryClientProvider>
  );
  const { rerender } = render(page(false));
  await vi.waitFor(() => expect(queries.getQueryData(unreadQuery.queryKey)).toBeDefined());
  rerender(page(isHushed));
  const arrive = async (count: number) => {
    core.replies["GET /api/notifications/unread-count"] = () => ({ body: { unread: count } });
    await act(() => queries.invalidateQueries({ queryKey: unreadQuery.queryKey }));
  };
  return { arrive, unhush: () => rerender(page(false)) };
}

it("says what has come, with the way to it, and is put away", async () => {
  const { arrive } = await openWith(2);
  expect(screen.queryByText(marked.title)).toBeNull();
  await arrive(3);
  expect(await screen.findByRole("link", { name: marked.title })).toHaveAttribute(
    "href",
    marked.path,
  );
  await userEvent.click(screen.getByRole("button", { name: "Put away" }));
  expect(screen.queryByText(marked.title)).toBeNull();
});

it("says nothing when something was read", async () => {
  const { arrive } = await openWith(2);
  await arrive(1);
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
});

it("waits until the question's end", async () => {
  const { arrive, unhush } = await openWith(0, true);
  await arrive(1);
  expect(screen.getByRole("status")).toBeEmptyDOMElement();
  unhush();
  expect(await screen.findByText(marked.title)).toBeVisible();
});
