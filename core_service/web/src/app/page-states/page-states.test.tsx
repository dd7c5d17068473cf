/**
 * Every page in the states that UI 3 asks for, from one table that no page may be left out of. Whoever opens it sees
 * that it loads, then why it is empty and what to do; what failed, with the request's id and a retry that works; in
 * words that it is not theirs, or not there, and nothing of it; when there is no network; old words that say how old
 * they are; and nothing that flickers as it is asked for anew.
 */
import { QueryClient } from "@tanstack/react-query";
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import type { RouteObject } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { meQuery } from "~/features/identity/api";
import { fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";
import { routes } from "../router";
import { CENTRE_PAGES } from "./centre-pages";
import { FAMILY_PAGES } from "./family-pages";
import { nothingAt, type PageState } from "./page-state";
import { TEACHING_PAGES } from "./teaching-pages";

const PAGES = [...TEACHING_PAGES, ...CENTRE_PAGES, ...FAMILY_PAGES];

/** Pages that are made of no answer of the core. */
const ASK_NOTHING = {
  "/login": "a form, which forms.test.tsx proves",
  "/reset": "a form, which forms.test.tsx proves",
  "/dashboard/reports": "leads on to a report",
  "*": "is itself what is said where there is nothing",
};

beforeAll(() => {
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
beforeEach(() => localStorage.clear());
afterEach(() => {
  vi.unstubAllGlobals();
});

/** Those with a page of their own; the others lead to one. */
function pathsOf(tree: RouteObject[]): string[] {
  return tree.flatMap(({ path, lazy, children }) => [
    ...(path && lazy ? [path] : []),
    ...pathsOf(children ?? []),
  ]);
}

it("has a row for every page", () => {
  const known = [...PAGES.map(({ route }) => route), ...Object.keys(ASK_NOTHING)];
  expect([...new Set(known)].sort()).toEqual(pathsOf(routes).sort());
});

const nameOf = ({ route, at, call }: PageState) => `${at ?? route}: ${call}`;

/** The core answers as it is told to, and holds back the page's call while that is wanted. */
function open(page: PageState, me: PageState["me"]) {
  const core = fakeCore({
    ...nothingAt("academic/sessions", "courses", "levels"),
    "GET /api/notifications/unread-count": () => ({ body: { unread: 0 } }),
    ...page.beside,
    "GET /api/auth/me": () => ({ body: me }),
    [page.call]: () => ({ body: page.empty }),
  });
  const answered = globalThis.fetch;
  const held: (() => void)[] = [];
  const hold = () =>
    vi.stubGlobal("fetch", async (request: Request) => {
      const isCall = `${request.method} ${new URL(request.url).pathname}` === page.call;
      if (isCall) await new Promise<void>((resolve) => held.push(resolve));
      return answered(request);
    });
  const release = () => {
    vi.stubGlobal("fetch", answered);
    return act(async () => held.splice(0).forEach((answer) => answer()));
  };
  hold();
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const again = () => act(() => queries.resetQueries({ predicate: isOfPage }));
  renderApp(routes, page.at ?? page.route, queries);
  return { core, queries, hold, release, again };
}

/** All but who is signed in. */
const isOfPage = ({ queryKey }: { queryKey: readonly unknown[] }) =>
  queryKey.join() !== meQuery.queryKey.join();

/** As when the network is gone: the call does not come back with an answer. */
const unreachable = () => {
  throw new TypeError("Failed to fetch");
};

const shown = async (words: string | RegExp) => (await screen.findAllByText(words))[0];

it.each(PAGES.map((page) => [nameOf(page), page] as const))("%s", async (_, page) => {
  const { core, queries, hold, release, again } = open(page, page.me);
  const answer = (reply: (typeof core.replies)[string]) => {
    core.replies[page.call] = reply;
    return again();
  };
  await screen.findByLabelText(page.loading);
  expect(screen.queryByText(page.says)).toBeNull();
  core.replies[page.call] = () => problem(500, "broken", "The database is being restarted.");
  await release();
  expect(await shown(page.failed)).toBeVisible();
  expect(screen.getAllByText("The database is being restarted.")[0]).toBeVisible();
  expect(screen.getAllByText("Request req-7")[0]).toBeVisible();

  core.replies[page.call] = () => ({ body: page.empty });
  for (const retry of screen.getAllByText("Try again")) fireEvent.click(retry);
  const words = await shown(page.says);
  expect(words).toBeVisible();

  hold();
  act(() => void queries.invalidateQueries({ predicate: isOfPage }));
  expect(words).toBeInTheDocument();
  expect(screen.queryByLabelText(page.loading)).toBeNull();
  core.replies[page.call] = unreachable;
  await release();
  if (!page.hasOwnConnection) {
    expect(await shown(/Reconnecting. Showing \d\d:\d\d:\d\d/)).toBeVisible();
  }
  expect(words).toBeInTheDocument();

  if (page.stranger) {
    await answer(() => problem(403, "forbidden", "This is not yours."));
    expect(await shown("This page is not open to you")).toBeVisible();
    await waitFor(() => expect(words).not.toBeInTheDocument());
  }
  if (page.missing) {
    await answer(() => problem(404, "not_found", "There is no such thing."));
    expect(await shown(page.missing)).toBeVisible();
  }
  await answer(unreachable);
  expect(await shown(/Check the network/)).toBeVisible();
});

const CLOSED = PAGES.filter(({ stranger }) => stranger);

it.each(CLOSED.map((page) => [nameOf(page), page] as const))(
  "%s is closed to others, who learn nothing of it",
  async (_, page) => {
    const { core, release } = open(page, page.stranger ?? page.me);
    await release();
    expect(await shown("This page is not open to you")).toBeVisible();
    expect(screen.queryByText(page.says)).toBeNull();
    const isOfFrame =
      page.call === "GET /api/academic/sessions" || page.call === "GET /api/threads";
    if (!isOfFrame) expect(core.asked.map(({ call }) => call)).not.toContain(page.call);
  },
);
