/**
 * Marking a class: who is in the room by one button, exceptions by touch or key, one call a second.
 * The bad cases: the network goes, another adult marks, the role lacks the permission.
 */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "~/app/router";
import { aRow } from "~/features/attendance/testing";
import { aSession } from "~/features/room/components/testing";
import { hasUnsent } from "~/lib/unsent";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";

const SHEET = "/dashboard/tutor/sessions/session-1/attendance";
const BULK = "POST /api/academic/attendance/bulk";
const aMarker = {
  ...aTutor,
  permissions: [{ centreId: "centre-1", permissions: ["SESSION_CONDUCT", "ATTENDANCE_MARK"] }],
};
const nora = { id: "nora", name: "Nora Byrne", avatarUrl: null };

beforeEach(() => localStorage.clear());
afterEach(() => {
  vi.unstubAllGlobals();
});

/** A core with two students, of whom Maya is in the room; it remembers marks. */
function aCore() {
  const rows = [
    aRow({ presentSince: "2026-11-17T11:15:00Z", joinedAt: "2026-11-17T11:15:00Z" }),
    aRow({ student: nora, seat: "A2" }),
  ];
  const core = fakeCore({
    "GET /api/auth/me": () => ({ body: aMarker }),
    "GET /api/sessions/session-1": () => ({ body: aSession() }),
    "GET /api/sessions/session-1/attendance": () => ({
      body: { sessionId: "session-1", students: rows },
    }),
    "GET /api/academic/sessions": () => ({ body: { items: [], nextCursor: null } }),
    [BULK]: () => ({ body: { sessionId: "session-1", records: [] } }),
  });
  return { core, rows };
}

const sent = (core: ReturnType<typeof fakeCore>) =>
  core.asked.filter(({ call }) => call === BULK).map(({ body }) => body);
const group = (name: string) => screen.findByRole("group", { name: `Attendance of ${name}` });
const button = async (student: string, mark: string) =>
  within(await group(student)).getByRole("button", { name: mark });

describe("marking", () => {
  it("fills from the room, takes an exception, and sends both in one call", async () => {
    const { core } = aCore();
    renderApp(routes, SHEET);
    await userEvent.click(await screen.findByRole("button", { name: /Fill from/ }));
    await userEvent.click(await button("Nora Byrne", "Absent"));
    expect(await button("Maya Okafor", "Here")).toHaveAttribute("aria-pressed", "true");
    expect(screen.getByText("1 here, 1 absent")).toBeVisible();
    await waitFor(() => expect(sent(core)).toHaveLength(1));
    expect(sent(core)[0]).toMatchObject({
      sessionId: "session-1",
      records: [
        { studentId: "maya", status: "PRESENT", notes: null },
        { studentId: "nora", status: "ABSENT", notes: null },
      ],
    });
    expect(await screen.findByText("Saved")).toBeVisible();
  });

  it("undoes the last touch, and says when there is none to undo", async () => {
    aCore();
    renderApp(routes, SHEET);
    await userEvent.click(await button("Nora Byrne", "Absent"));
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(await button("Nora Byrne", "Absent")).toHaveAttribute("aria-pressed", "false");
    expect(screen.queryByText(/^Nothing to undo/)).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(screen.getByText(/^Nothing to undo/)).toBeVisible();
  });

  it("goes by keys: arrows to a row, a letter for the mark, Shift P for everybody", async () => {
    aCore();
    renderApp(routes, SHEET);
    await group("Maya Okafor");
    await userEvent.keyboard("{ArrowDown}{ArrowDown}a");
    expect(await button("Nora Byrne", "Absent")).toHaveAttribute("aria-pressed", "true");
    await userEvent.keyboard("{Shift>}p{/Shift}");
    expect(await button("Maya Okafor", "Here")).toHaveAttribute("aria-pressed", "true");
    expect(await button("Nora Byrne", "Absent")).toHaveAttribute("aria-pressed", "true");
  });

  it("asks for a mark before a note, and sends the note with it", async () => {
    const { core } = aCore();
    renderApp(routes, SHEET);
    await userEvent.click(await screen.findByRole("button", { name: "Add a note on Nora Byrne" }));
    expect(await screen.findByText(/Mark Nora first/)).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await userEvent.click(await button("Nora Byrne", "Late"));
    await userEvent.click(screen.getByRole("button", { name: "Add a note on Nora Byrne" }));
    await userEvent.type(await screen.findByLabelText("Note on Nora Byrne"), "Bus");
    await userEvent.click(screen.getByRole("button", { name: "Save note" }));
    await waitFor(() =>
      expect(sent(core).at(-1)).toMatchObject({ records: [{ status: "LATE", notes: "Bus" }] }),
    );
  });

  it("keeps a note that is closed half written, and one that the core refuses, with its words", async () => {
    const { core, rows } = aCore();
    rows[1] = aRow({ student: nora, seat: "A2", status: "LATE" });
    const errors = [{ path: "records.0.notes", message: "is not for a sheet" }];
    renderApp(routes, SHEET);
    await group("Nora Byrne");
    core.replies[BULK] = () => problem(422, "invalid", "Look at the fields.", { errors });
    const open = () =>
      userEvent.click(screen.getByRole("button", { name: "Add a note on Nora Byrne" }));
    await open();
    await userEvent.type(await screen.findByLabelText("Note on Nora Byrne"), "Bus");
    await userEvent.keyboard("{Escape}");
    expect(hasUnsent()).toBe(true);
    await open();
    expect(await screen.findByLabelText("Note on Nora Byrne")).toHaveValue("Bus");
    await userEvent.click(screen.getByRole("button", { name: "Save note" }));
    expect(await screen.findByText(/Nora Byrne is not for a sheet/)).toBeVisible();
    await open();
    const field = await screen.findByLabelText("Note on Nora Byrne");
    expect(field).toHaveValue("Bus");
    expect(field).toHaveAccessibleDescription(expect.stringContaining("is not for a sheet"));
  });
});

describe("when things go wrong", () => {
  it("keeps touches while the core is away, and says so", async () => {
    const { core } = aCore();
    core.replies[BULK] = () => problem(503, "away", "The core is away.");
    renderApp(routes, SHEET);
    await userEvent.click(await button("Nora Byrne", "Absent"));
    expect(await screen.findByText("Kept on this device, 1 waiting")).toBeVisible();
    expect(await button("Nora Byrne", "Absent")).toHaveAttribute("aria-pressed", "true");
  });

  it("shows who else marked", async () => {
    const { rows } = aCore();
    rows[1] = aRow({
      student: nora,
      status: "LATE",
      markedAt: "2026-11-17T11:30:00Z",
      markedBy: { id: "ravi", name: "Ravi Menon", avatarUrl: null },
    });
    renderApp(routes, SHEET);
    expect(await screen.findByText(/Marked by Ravi Menon, 11:30/)).toBeVisible();
  });

  it("explains which permission is missing", async () => {
    const { core } = aCore();
    core.replies["GET /api/auth/me"] = () => ({ body: aTutor });
    renderApp(routes, SHEET);
    expect(await screen.findByText(/the permission to mark attendance/)).toBeVisible();
  });

  it("says that there is no such session, with the way home", async () => {
    const { core } = aCore();
    core.replies["GET /api/sessions/session-1"] = () =>
      problem(404, "not_found", "There is no such session.");
    renderApp(routes, SHEET);
    expect(await screen.findByText("There is nothing here")).toBeVisible();
  });

  it("says why the sheet is empty", async () => {
    const { rows } = aCore();
    rows.length = 0;
    renderApp(routes, SHEET);
    expect(await screen.findByText("Nobody is enrolled")).toBeVisible();
  });
});

it.each(["/dashboard/tutor/attendance/session-1", "/tutor/attendance/session-1"])(
  "%s leads to the sheet",
  async (alias) => {
    aCore();
    const router = renderApp(routes, alias);
    await screen.findByRole("heading", { name: "Attendance" });
    expect(router.state.location.pathname).toBe(SHEET);
  },
);
