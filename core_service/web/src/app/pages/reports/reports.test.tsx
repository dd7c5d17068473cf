/**
 * Those who decide read each question in a sentence, a chart and a table, and take it away as a file.
 * The bad cases: one card that fails leaves the others, nothing on these days, days the wrong way round, a file that
 * cannot be written, no permission to take files, no permission at all.
 */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { routes } from "~/app/router";
import { OF_EVERY_REPORT } from "~/features/reports/testing";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";

afterEach(() => {
  vi.unstubAllGlobals();
});

const someone = (...permissions: string[]) => ({
  ...aTutor,
  permissions: [{ centreId: "centre-1", permissions }],
});
const aSupervisor = someone("REPORTS_VIEW", "REPORTS_EXPORT", "CENTRE_MANAGE");

const seat = { weekday: 2, hour: 16, sessions: 1, places: 10, taken: 9, came: 8 };
const seats = {
  ...OF_EVERY_REPORT,
  reading: "90% of the places were taken.",
  rowCount: 1,
  rows: [{ ...seat, takenPercent: 90 }],
  figures: { sessions: 1, places: 10, taken: 9, came: 8, takenPercent: 90 },
};
const demand = {
  ...OF_EVERY_REPORT,
  reading: "Nobody asked for a course.",
  rowCount: 0,
  rows: [],
  figures: { weeks: [] },
};

function aCore(me: object, over: Parameters<typeof fakeCore>[0] = {}) {
  return fakeCore({
    "GET /api/auth/me": () => ({ body: me }),
    "GET /api/academic/sessions": () => ({ body: { items: [], nextCursor: null } }),
    "GET /api/notifications/unread-count": () => ({ body: { unread: 0 } }),
    "GET /api/reports/seats": () => ({ body: seats }),
    "GET /api/reports/demand": () => ({ body: demand }),
    "GET /api/reports/assessment-queue": () => problem(503, "unavailable", "The database is away."),
    "GET /api/reports/attendance": () => problem(503, "unavailable", "The database is away."),
    ...over,
  });
}

const PATH = "/dashboard/reports/centre";
const card = async (name: string) => within(await screen.findByRole("region", { name }));

it("tells a question in a sentence, a chart and a table", async () => {
  aCore(aSupervisor);
  renderApp(routes, PATH);
  const shown = await card("Are the seats used?");
  expect(await shown.findByText("90% of the places were taken.")).toBeVisible();
  expect(shown.getByRole("cell", { name: "90" })).toBeVisible();
  await userEvent.click(shown.getByRole("radio", { name: "Table" }));
  expect(await shown.findByRole("columnheader", { name: "Taken of seats" })).toBeVisible();
  expect(shown.getByRole("cell", { name: "90%" })).toBeVisible();
});

it("explains an empty card and a failed one, each in its place", async () => {
  aCore(aSupervisor);
  renderApp(routes, PATH);
  const empty = await card("Which courses are asked for?");
  expect(await empty.findByText("No place was taken on these days.")).toBeVisible();
  const failed = await card("Does marking keep up?");
  expect(await failed.findByText("The database is away.")).toBeVisible();
  expect(failed.getByRole("button", { name: "Try again" })).toBeVisible();
});

it("asks for the days and the centre of the address, and says when they run backwards", async () => {
  const asked: string[] = [];
  aCore(aSupervisor, {
    "GET /api/reports/seats": (request) => {
      asked.push(new URL(request.url).search);
      return { body: seats };
    },
  });
  renderApp(routes, `${PATH}?since=2026-10-01&until=2026-10-31&centre=centre-1`);
  await waitFor(() =>
    expect(asked).toEqual(["?centreId=centre-1&since=2026-10-01&until=2026-10-31"]),
  );
  const until = await screen.findByLabelText("Until");
  await userEvent.clear(until);
  await userEvent.type(until, "2026-09-01");
  expect(await screen.findByText("This is after the last day")).toBeVisible();
});

it("orders a file, shows how far it is, and gives its link", async () => {
  const file = { id: "file-1", report: "seats", format: "csv", filters: {}, rowsWritten: 0 };
  let asked = 0;
  const core = aCore(aSupervisor, {
    "POST /api/reports/exports": () => ({ status: 202, body: { ...file, status: "WAITING" } }),
    "GET /api/reports/exports/file-1": () => {
      asked += 1;
      return asked === 1
        ? { body: { ...file, status: "RUNNING", rowsWritten: 7, url: null } }
        : { body: { ...file, status: "DONE", url: "/media/seats.csv" } };
    },
  });
  renderApp(routes, PATH);
  const order = await screen.findByRole("button", { name: "CSV file: Are the seats used?" });
  await userEvent.click(order);
  expect(await screen.findByText("7 rows are written")).toBeVisible();
  const link = await screen.findByRole("link", { name: "Fetch the CSV file" });
  expect(link).toHaveAttribute("href", "/media/seats.csv");
  expect(core.asked.find(({ call }) => call === "POST /api/reports/exports")?.body).toEqual({
    report: "seats",
    format: "csv",
    filters: {},
  });
});

it("says that a file could not be ordered, with Retry", async () => {
  aCore(aSupervisor, {
    "POST /api/reports/exports": () => problem(503, "unavailable", "Please try again."),
  });
  renderApp(routes, PATH);
  await userEvent.click(
    await screen.findByRole("button", { name: "XLSX file: Are the seats used?" }),
  );
  expect(await screen.findByText("Please try again.")).toBeVisible();
  expect(screen.getByRole("button", { name: "Retry" })).toBeVisible();
});

it("leads a tutor to the reports of tutors, offers no files, and says that they are of their own", async () => {
  aCore(someone("REPORTS_VIEW", "SESSION_CONDUCT"), {
    "GET /api/reports/tutor-outcomes": () => ({
      body: {
        ...OF_EVERY_REPORT,
        isLimited: true,
        reading: "70% of 10 pieces were mastered.",
        rowCount: 1,
        rows: [
          {
            tutorId: "helen",
            tutorName: "Helen Marsh",
            students: 3,
            attempts: 10,
            mastered: 7,
            masteredPercent: 70,
            lowPercent: 40,
            highPercent: 89,
            meanLevel: 5,
          },
        ],
        figures: { mixesDiffer: false, mixes: [] },
      },
    }),
  });
  renderApp(routes, "/dashboard/reports");
  const outcomes = await card("What comes of each tutor’s sessions?");
  expect(await outcomes.findByText("70% (40 to 89%) of 10")).toBeVisible();
  expect(outcomes.getByText(/Only sessions, students and marking of your own/)).toBeVisible();
  expect(outcomes.queryByRole("button", { name: /CSV/ })).toBeNull();
});

it("is not open to who may not read reports", async () => {
  aCore(someone("SESSION_CONDUCT"));
  renderApp(routes, PATH);
  expect(await screen.findByText(/It needs the permission to read reports/)).toBeVisible();
});
