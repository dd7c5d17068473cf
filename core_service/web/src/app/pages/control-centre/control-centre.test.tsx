import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { aSession } from "~/features/room/components/testing";
import { hasUnsent } from "~/lib/unsent";
import { problem } from "~/testing/fake-core";
import { at, MINUTE, NOON } from "~/testing/room-fixtures";
import { aDashboard, NothingSeen, openCentre, timer } from "./testing";

beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", NothingSeen);
  window.localStorage.clear();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const names = () => screen.getAllByRole("article").map((each) => each.getAttribute("aria-label"));

describe("lenses", () => {
  it("change with 1 to 3, keep everyone's place, and are remembered", async () => {
    openCentre();
    const group = await screen.findByRole("group", { name: "Students by place" });
    expect(within(group).getAllByRole("article")).toHaveLength(3);
    await userEvent.keyboard("2");
    const columns = await screen.findByRole("group", { name: "Students in columns" });
    const order = within(columns).getAllByRole("article");
    expect(order.map((each) => each.getAttribute("data-student-id"))).toEqual([
      "maya",
      "leo",
      "aisha",
    ]);
    expect(within(columns).getByRole("button", { name: "Drop in on Maya" })).toBeVisible();
    await userEvent.keyboard("3");
    const faces = await screen.findByRole("group", { name: /by their faces/ });
    expect(within(faces).getAllByRole("button")).toHaveLength(3);
    expect(window.localStorage.getItem("aetherlearn-centre")).toContain("faces");
  });

  it("teach in a column: a lesson at hand, something new, mark as complete", async () => {
    const teaching = { ...timer("leo"), mode: "TEACH", contactSince: at(NOON) };
    openCentre(
      { timers: [timer("maya"), teaching, timer("aisha")] },
      {
        "POST /api/sessions/session-1/mark-complete": () => ({ body: {} }),
      },
    );
    await screen.findByRole("group", { name: "Students by place" });
    await userEvent.keyboard("2");
    await userEvent.click(await screen.findByRole("button", { name: "Mark as complete" }));
    expect(await screen.findByText("Leo goes on to the next one")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Give something new to Leo" }));
    expect(await screen.findByRole("textbox", { name: "Exercise" })).toBeVisible();
  });

  it("show what is handed in as over although the hand is up, and count it as such at the end", async () => {
    const { enrollments } = aDashboard();
    const result = { studentId: "leo", attemptId: "attempt-leo", exerciseId: "exercise-1" };
    openCentre({
      timers: [timer("maya"), { ...timer("leo"), mode: "TEACH" }, timer("aisha")],
      enrollments: enrollments.map((each) =>
        each.student.id === "leo"
          ? { ...each, activity: { ...each.activity, status: "WAITING_HELP" } }
          : each,
      ),
      results: [
        { ...result, status: "UNDER_REVIEW", startedAt: at(NOON), submittedAt: at(NOON + MINUTE) },
      ],
    });
    await screen.findByRole("group", { name: "Students by place" });
    await userEvent.keyboard("2");
    const columns = await screen.findByRole("group", { name: "Students in columns" });
    expect(within(columns).getAllByText(/^Q\d/)).toHaveLength(2);
    expect(within(columns).queryByRole("button", { name: "Mark as complete" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "End session" }));
    expect(await screen.findByText("2 exercises are not handed in")).toBeVisible();
  });

  it("order the places by name where that is wished", async () => {
    openCentre();
    await userEvent.click(await screen.findByRole("button", { name: "Places: Seats" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "By name" }));
    await waitFor(() => expect(names()[0]).toContain("Aisha Rahman"));
  });
});

describe("keys", () => {
  it("show one student alone with F, with the faces of the others, and back with Esc", async () => {
    openCentre();
    const cards = await screen.findAllByRole("article");
    cards[1]?.focus();
    await userEvent.keyboard("f");
    const strip = await screen.findByRole("navigation", { name: "The class" });
    expect(within(strip).getAllByRole("button")).toHaveLength(3);
    expect(screen.getByRole("region", { name: "Leo Fernandes" })).toBeVisible();
    await userEvent.keyboard("j");
    expect(await screen.findByRole("region", { name: "Aisha Rahman" })).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await screen.findAllByRole("article");
  });

  it("sleep while someone types, and once they are switched off", async () => {
    openCentre();
    const cards = await screen.findAllByRole("article");
    cards[0]?.focus();
    await userEvent.keyboard("m");
    const field = await screen.findByRole("textbox", { name: "Write to Maya" });
    await waitFor(() => expect(field).toHaveFocus());
    await userEvent.keyboard("2");
    expect(field).toHaveValue("2");
    expect(screen.queryByRole("group", { name: "Students in columns" })).toBeNull();
  });

  it("leave a field for the student's card with the first Esc, and the panel with the second", async () => {
    openCentre();
    const cards = await screen.findAllByRole("article");
    cards[1]?.focus();
    await userEvent.keyboard("m");
    const field = await screen.findByRole("textbox", { name: "Write to Leo" });
    await waitFor(() => expect(field).toHaveFocus());
    await userEvent.keyboard("not sent{Escape}");
    expect(cards[1]).toHaveFocus();
    expect(field).toHaveValue("not sent");
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("region", { name: "Leo Fernandes" })).toBeNull();
    expect(cards[1]).toHaveFocus();
  });

  it("keep a note that is being written while another student is looked at", async () => {
    openCentre();
    const cards = await screen.findAllByRole("article");
    cards[0]?.focus();
    await userEvent.keyboard("m");
    await userEvent.click(await screen.findByRole("tab", { name: "Notes" }));
    await userEvent.click(screen.getByRole("radio", { name: "Parents" }));
    const noteAbout = (first: string) =>
      screen.findByRole("textbox", { name: `A note about ${first}` });
    await userEvent.type(await noteAbout("Maya"), "Carries well{Escape}j");
    expect(await noteAbout("Leo")).toHaveValue("");
    expect(hasUnsent()).toBe(true);
    await userEvent.keyboard("k");
    expect(await noteAbout("Maya")).toHaveValue("Carries well");
    expect(screen.getByRole("radio", { name: "Parents" })).toBeChecked();
  });

  it("leave the library's search for the card that Tab reaches", async () => {
    openCentre();
    const cards = await screen.findAllByRole("article");
    await userEvent.keyboard("/");
    const search = await screen.findByRole("textbox", { name: "Exercise" });
    await waitFor(() => expect(search).toHaveFocus());
    await userEvent.keyboard("{Escape}");
    expect(cards[0]).toHaveFocus();
  });
});

describe("seats", () => {
  it("are changed from a list as well as by dragging, for every week, with undo", async () => {
    const core = openCentre(
      {},
      {
        "GET /api/academic/rooms/room-1": () => ({ body: { seats: ["A1", "A2", "A3", "A4"] } }),
        "PUT /api/sessions/session-1/seats": () => ({ body: { seats: {}, isKept: true } }),
      },
    );
    await userEvent.click(await screen.findByRole("button", { name: "Places: Seats" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Change seats" }));
    const seat = await screen.findByRole("combobox", { name: "Seat of Maya" });
    await waitFor(() => expect(within(seat).getByRole("option", { name: "A4" })).toBeVisible());
    await userEvent.selectOptions(seat, "A2");
    expect(await screen.findByText("Maya sits at A2, Leo sits at A1")).toBeVisible();
    expect(core.asked).toContainEqual({
      call: "PUT /api/sessions/session-1/seats",
      body: { seats: { maya: "A2", leo: "A1" }, keep: true },
    });
    await userEvent.click(screen.getByRole("button", { name: /Undo/ }));
    await waitFor(() =>
      expect(core.asked.at(-1)?.body).toEqual({ seats: { maya: "A1", leo: "A2" }, keep: true }),
    );
  });
});

describe("a hand that waits", () => {
  const hand = (minutesAgo: number) => ({
    id: "hand-1",
    sessionId: "session-1",
    studentId: "leo",
    status: "PENDING",
    priority: "NORMAL",
    message: null,
    exerciseId: null,
    picture: null,
    createdAt: new Date(Date.now() - minutesAgo * MINUTE).toISOString(),
    acknowledgedAt: null,
    acknowledgedById: null,
  });

  it.each([
    { setting: 3, waited: 4, words: "Leo Fernandes: waiting for 3 minutes" },
    { setting: 1, waited: 2, words: "Leo Fernandes: waiting for a minute" },
  ])("is announced after the centre's $setting minutes", async ({ setting, waited, words }) => {
    openCentre({ helpEscalationMinutes: setting, helpRequests: [hand(waited)] });
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it("is left in peace until then, also after five minutes", async () => {
    openCentre({ helpEscalationMinutes: 10, helpRequests: [hand(6)] });
    await screen.findByRole("group", { name: "Students by place" });
    expect(screen.queryByText(/waiting for/)).not.toBeInTheDocument();
  });
});

describe("watching", () => {
  it("explains what a watcher tries to do, and lets them step in", async () => {
    let role = "observer";
    const core = openCentre(
      {},
      {
        "GET /api/sessions/session-1/dashboard": () => ({ body: aDashboard({ role }) }),
        "POST /api/sessions/session-1/ticket": () => {
          role = "tutor";
          return { body: { ticket: "t", url: "ws://x", joinBy: at(NOON), until: at(NOON) } };
        },
      },
    );
    expect(await screen.findByText("Watching")).toBeVisible();
    expect(screen.queryByRole("button", { name: "End session" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Encourage Maya" }));
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("You are watching");
    await userEvent.click(within(alert).getByRole("button", { name: "Step in" }));
    await waitFor(() => expect(screen.queryByText("Watching")).toBeNull());
    expect(core.asked).toContainEqual({
      call: "POST /api/sessions/session-1/ticket",
      body: { as: "tutor" },
    });
  });
});

describe("a lesson that is over", () => {
  const over = () => ({ session: aSession({ status: "COMPLETED", actualEnd: at(NOON + MINUTE) }) });

  it("asks for the families' notes and keeps what could not be saved", async () => {
    let isUp = false;
    openCentre(over(), {
      "POST /api/sessions/session-1/notes": () =>
        isUp ? { status: 201, body: {} } : problem(503, "unavailable", "The database is away."),
    });
    expect(await screen.findByText(/3 notes for families left to write/)).toBeVisible();
    const field = await screen.findByRole("textbox", { name: "Note for Maya's family" });
    await userEvent.type(field, "A good day");
    await userEvent.click(screen.getByRole("button", { name: "Save for the family" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("The database is away.");
    expect(field).toHaveValue("A good day");
    isUp = true;
    await userEvent.click(screen.getByRole("button", { name: "Retry" }));
    await waitFor(() => expect(field).toHaveValue(""));
  });

  it("says nothing of minutes where nobody was timed, and never more with you than here", async () => {
    const untimed = { ...timer("leo"), presentSeconds: 0, contactSeconds: 0 };
    const withoutTablet = { ...timer("aisha"), contactSeconds: 900 };
    openCentre({ ...over(), timers: [timer("maya"), untimed, withoutTablet] });
    const [maya, leo, aisha] = await screen.findAllByRole("button", { name: /not marked/ });
    expect(maya).toHaveTextContent("2 of 10 min with you");
    expect(leo).not.toHaveTextContent("min with you");
    expect(aisha).toHaveTextContent("10 of 10 min with you");
  });

  it("leads to what is left of attendance, and to the timeline", async () => {
    openCentre(over());
    expect(await screen.findByRole("link", { name: "Finish attendance" })).toBeVisible();
    expect(screen.getByRole("link", { name: "Timeline" })).toBeVisible();
  });
});

describe("before the lesson", () => {
  it("says who waits", async () => {
    const here = { ...timer("leo"), presentSince: at(NOON) };
    openCentre({
      session: aSession({ status: "SCHEDULED", actualStart: null }),
      timers: [timer("maya"), here],
    });
    expect(await screen.findByText("1 student waits.")).toBeVisible();
    expect(screen.getByText("Leo")).toBeVisible();
  });
});
