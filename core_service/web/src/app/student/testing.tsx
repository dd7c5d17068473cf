/** A student's pages for tests: at an address, with a core that answers by path. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import { createMemoryRouter, Outlet, RouterProvider } from "react-router";
import { vi } from "vitest";
import type { Me } from "~/lib/contract";
import { HOUR_MS } from "~/lib/durations";
import { studentRoutes } from "../student-routes";

export const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();

export const me = {
  user: { id: "student-1", name: "Maya Okafor", avatarUrl: null, ageTier: "JUNIOR" },
  roles: [{ role: "STUDENT", centreId: "centre-1" }],
  permissions: [{ centreId: "centre-1", permissions: ["OWN_WORK"] }],
  centres: [{ id: "centre-1", name: "Riverside", timezone: "UTC" }],
} as unknown as Me;

/** Each path below /api with what it answers: a body, one that depends on the query, or a status without one. */
export function answering(answers: Record<string, unknown>): void {
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname, searchParams } = new URL(request.url);
    const found = answers[pathname.replace("/api", "")];
    const answer = typeof found === "function" ? (found(searchParams) as unknown) : found;
    const isStatus = typeof answer === "number";
    return new Response(JSON.stringify(isStatus ? { title: "No", detail: "Broken." } : answer), {
      status: isStatus ? answer : 200,
      headers: { "Content-Type": "application/json" },
    });
  });
}

export function openPage(path: string, person: Me = me) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const router = createMemoryRouter(
    [
      {
        element: <Outlet context={person} />,
        children: studentRoutes,
      },
    ],
    { initialEntries: [path] },
  );
  return render(
    <QueryClientProvider client={queries}>
      <MantineProvider env="test">
        <RouterProvider router={router} />
      </MantineProvider>
    </QueryClientProvider>,
  );
}

const badge = { words: "Try an exercise again", steps: [1, 10, 30], awardedAt: null };

export const rewards = {
  centreId: "centre-1",
  studentId: "student-1",
  points: 1240,
  level: { number: 12, beginsAt: 1200, nextAt: 1300 },
  streak: 4,
  newestInRow: ["12T16:00", "13T16:00", "16T16:00", "17T10:00"].map((at) => `2026-11-${at}:00Z`),
  longestStreak: 6,
  badges: [
    { ...badge, badge: "TRIED_AGAIN", name: "Never give up", step: 1, count: 8, nextAt: 10 },
    { ...badge, badge: "MASTERED", name: "Task master", step: 0, count: 1, nextAt: 5 },
  ],
  recent: [],
};
