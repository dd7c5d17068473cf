/**
 * Those who run a centre find people, give and end roles, lock out and let in, invite one or many, pair tablets.
 * The bad cases: rows that are refused keep what was typed, what may not be given is not offered, lists that fail.
 */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { routes } from "~/app/router";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";

afterEach(() => {
  vi.unstubAllGlobals();
});

const list = (...items: object[]) => ({ body: { items, nextCursor: null } });
const ravi = {
  id: "ravi",
  name: "Ravi Menon",
  email: "ravi@riverside.example",
  avatarUrl: null,
  schoolGrade: null,
  isActive: true,
  ageTier: "SENIOR",
  hasPictures: false,
  roles: [
    { id: "role-1", role: "ASSESSOR", centreId: "centre-1" },
    { id: "role-2", role: "ADMIN", centreId: "centre-1" },
  ],
};
const ivy = {
  ...ravi,
  id: "ivy",
  name: "Ivy Chen",
  email: null,
  schoolGrade: 1,
  ageTier: "EARLY",
  roles: [{ id: "role-3", role: "STUDENT", centreId: "centre-1" }],
};
const invitation = {
  id: "invitation-1",
  centreId: "centre-1",
  email: "new@example.org",
  role: "TEACHER",
  studentId: null,
  studentName: null,
  letterId: "invitation-1",
  status: "OPEN",
  createdAt: "2026-11-17T16:00:00Z",
  sentAt: "2026-11-17T16:00:00Z",
  expiresAt: "2026-11-24T16:00:00Z",
  acceptedAt: null,
};
const MANAGER = ["TUTOR_MANAGE", "STUDENT_MANAGE", "CENTRE_MANAGE"];

function open(path: string, permissions = MANAGER, centres = aTutor.centres) {
  const me = {
    ...aTutor,
    centres,
    roles: centres.map(({ id }) => ({ role: "SUPERVISOR", centreId: id })),
    permissions: centres.map(({ id }) => ({ centreId: id, permissions })),
  };
  const searches: Record<string, string>[] = [];
  const core = fakeCore({
    "GET /api/auth/me": () => ({ body: me }),
    "GET /api/academic/sessions": () => list(),
    "GET /api/users": (request) => {
      searches.push(Object.fromEntries(new URL(request.url).searchParams));
      return list(ravi, ivy);
    },
    "GET /api/users/ravi": () => ({ body: ravi }),
    "GET /api/users/ivy": () => ({ body: ivy }),
    "GET /api/students": () => list({ id: "ivy", name: "Ivy Chen" }),
    "GET /api/invitations": () => list(invitation),
    "GET /api/devices": () =>
      list({
        id: "d-1",
        centreId: "centre-1",
        label: "Tablet 4",
        createdAt: "2026-11-17T16:00:00Z",
      }),
  });
  const router = renderApp(routes, path);
  const asked = (call: string) => core.asked.filter((each) => each.call === call);
  return { core, router, searches, asked };
}

const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole("button", { name }));

describe("people", () => {
  it("are found by what stands in the address, and a role put there", async () => {
    const { router, searches } = open("/admin/users?q=ra&state=out");
    expect(await screen.findByRole("link", { name: "Ravi Menon" })).toBeVisible();
    expect(searches.at(-1)).toEqual({ q: "ra", isActive: "false", limit: "30" });
    await userEvent.selectOptions(screen.getByLabelText("Role"), "Assessor");
    expect(router.state.location.search).toBe("?q=ra&state=out&role=ASSESSOR");
    await waitFor(() => expect(searches.at(-1)).toMatchObject({ role: "ASSESSOR" }));
  });

  it("are given and deprived of the roles that one may give, and of no others", async () => {
    const { core, asked } = open("/admin/users?person=ravi");
    core.replies["POST /api/users/ravi/roles"] = () => ({ status: 201, body: ravi.roles[0] });
    core.replies["DELETE /api/users/ravi/roles/role-1"] = () => ({ status: 200 });
    await press("End: Assessor, Riverside");
    await waitFor(() => expect(asked("DELETE /api/users/ravi/roles/role-1")).toHaveLength(1));
    expect(screen.queryByRole("button", { name: "End: Administrator, Riverside" })).toBeNull();
    const role = screen.getByLabelText("Role");
    expect(within(role).queryByRole("option", { name: "Administrator" })).toBeNull();
    await userEvent.selectOptions(role, "Supervisor");
    await press("Give this role");
    await waitFor(() =>
      expect(asked("POST /api/users/ravi/roles")[0]?.body).toEqual({
        role: "SUPERVISOR",
        centreId: "centre-1",
      }),
    );
  });

  it("are locked out only after what happens was said, and a refusal stays in view", async () => {
    const { core, asked } = open("/admin/users?person=ravi");
    core.replies["POST /api/users/ravi/deactivate"] = () =>
      problem(409, "belongs_elsewhere", "This person also belongs to a centre that is not yours.");
    await press("Lock out…");
    expect(screen.getByText(/signed out everywhere at once/)).toBeVisible();
    expect(asked("POST /api/users/ravi/deactivate")).toHaveLength(0);
    await press("Lock Ravi out");
    expect(await screen.findByText(/also belongs to a centre/)).toBeVisible();
  });

  it("are renamed, with the core's words at the field", async () => {
    const { core } = open("/admin/users?person=ravi");
    core.replies["PATCH /api/users/ravi"] = () =>
      problem(422, "invalid", "Look at the fields.", {
        errors: [{ path: "name", message: "must be one line" }],
      });
    await userEvent.type(await screen.findByRole("textbox", { name: "Name" }), "x");
    await press("Change name");
    expect(await screen.findByText("must be one line")).toBeVisible();
    expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue("Ravi Menonx");
  });

  it("who are young get a picture and a code of four, once all are chosen", async () => {
    const { core, asked } = open("/admin/users?person=ivy");
    core.replies["PUT /api/users/ivy/pictures"] = () => ({ body: {} });
    await press("Set the pictures");
    expect(await screen.findByText("Choose the child's own picture.")).toBeVisible();
    expect(screen.getByText(/Ivy has no pictures yet/)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Take them away" })).toBeNull();
    const own = screen.getByRole("group", { name: "Ivy's own picture" });
    await userEvent.click(within(own).getByRole("button", { name: "cat" }));
    const code = screen.getByRole("group", { name: "The four pictures, in their order" });
    for (const name of ["sun", "dog", "sun", "key"]) {
      await userEvent.click(within(code).getByRole("button", { name }));
    }
    await press("Set the pictures");
    expect(await screen.findByText(/Ivy's pictures are set/)).toBeVisible();
    expect(asked("PUT /api/users/ivy/pictures")[0]?.body).toEqual({
      picture: "cat",
      code: ["sun", "dog", "sun", "key"],
    });
  });
});

it("a student who is no longer young is asked for no pictures, unless old ones are to be taken away", async () => {
  const { core } = open("/admin/users?person=ivy");
  core.replies["GET /api/users/ivy"] = () => ({ body: { ...ivy, ageTier: "JUNIOR" } });
  expect(await screen.findByRole("heading", { name: "Signing in" })).toBeVisible();
  expect(screen.queryByRole("heading", { name: "Signing in by pictures" })).toBeNull();
});

describe("invitations", () => {
  it("are read from pasted lines; what is wrong stands at its row, and nothing typed is lost", async () => {
    const { core, asked } = open("/admin/users?show=invitations");
    core.replies["POST /api/invitations/bulk"] = () =>
      problem(422, "invalid", "Some invitations cannot be sent.", {
        errors: [{ path: "invitations.1.email", message: "has been invited so already" }],
      });
    await userEvent.click(await screen.findByText("Paste a list"));
    await userEvent.type(
      screen.getByLabelText("Lines of e-mail and role"),
      "ann@example.org, Tutor{enter}ben@example.org, Assessor",
    );
    await press("Read the lines");
    await press("Send 2 invitations");
    const second = await screen.findByRole("group", { name: "Invitation 2" });
    expect(await within(second).findByText("has been invited so already")).toBeVisible();
    expect(screen.getByLabelText("E-mail")).toHaveValue("ann@example.org");
    expect(asked("POST /api/invitations/bulk")[0]?.body).toEqual({
      centreId: "centre-1",
      invitations: [
        { email: "ann@example.org", role: "TEACHER" },
        { email: "ben@example.org", role: "ASSESSOR" },
      ],
    });
  });

  it("of a parent name the children, also of another centre, in one letter", async () => {
    const { core, asked } = open("/admin/users?show=invitations&centre=centre-1", MANAGER, [
      { id: "centre-1", name: "Riverside", timezone: "Europe/London" },
      { id: "centre-2", name: "Hillcrest", timezone: "Europe/London" },
    ]);
    core.replies["POST /api/invitations/bulk"] = () => ({
      status: 201,
      body: { items: [{ letterId: "letter-1" }, { letterId: "letter-1" }] },
    });
    await userEvent.type(await screen.findByLabelText("E-mail"), "mum@example.org");
    await userEvent.selectOptions(screen.getByLabelText("Role"), "Parent");
    await press("Send the invitation");
    expect(await screen.findByText("Choose the child")).toBeVisible();
    await userEvent.click(screen.getByRole("combobox", { name: "Parent of" }));
    await userEvent.click(await screen.findByRole("option", { name: "Ivy Chen" }));
    await press("Another child of theirs");
    await userEvent.selectOptions(
      screen.getByLabelText("Centre of Parent of, child 2"),
      "Hillcrest",
    );
    await userEvent.click(screen.getByRole("combobox", { name: "Parent of, child 2" }));
    await userEvent.click(await screen.findByRole("option", { name: "Ivy Chen" }));
    await press("Send the invitation");
    expect(await screen.findByText("The letter goes out in a moment.")).toBeVisible();
    expect(asked("POST /api/invitations/bulk")[0]?.body).toMatchObject({
      invitations: [
        {
          role: "PARENT",
          children: [
            { studentId: "ivy", centreId: "centre-1" },
            { studentId: "ivy", centreId: "centre-2" },
          ],
        },
      ],
    });
  });

  it("are sent again or taken back, and a refusal stays in view", async () => {
    const { core, asked } = open("/admin/users?show=invitations");
    core.replies["POST /api/invitations/invitation-1/resend"] = () => ({ body: invitation });
    core.replies["DELETE /api/invitations/invitation-1"] = () =>
      problem(410, "invitation_over", "This invitation does not hold any more.");
    await press("Send again to new@example.org");
    await waitFor(() => expect(asked("POST /api/invitations/invitation-1/resend")).toHaveLength(1));
    await press("Take back the invitation of new@example.org");
    expect(await screen.findByText("This invitation does not hold any more.")).toBeVisible();
  });
});

it("pairs the tablet at hand by its name, and ends a pairing after what happens was said", async () => {
  const { core, asked } = open("/admin/users?show=tablets");
  core.replies["POST /api/devices"] = () => ({ status: 201, body: { label: "Tablet 5" } });
  core.replies["DELETE /api/devices/d-1"] = () => ({ status: 200 });
  await press("Pair this device");
  expect(await screen.findByText("Type a name for the tablet")).toBeVisible();
  await userEvent.type(screen.getByLabelText("Its name"), "Tablet 5");
  await press("Pair this device");
  expect(await screen.findByText(/This device is paired as Tablet 5/)).toBeVisible();
  await press("Unpair Tablet 4…");
  expect(screen.getByText(/is out at once/)).toBeVisible();
  await press("Unpair Tablet 4");
  await waitFor(() => expect(asked("DELETE /api/devices/d-1")).toHaveLength(1));
});

it("says that people could not be loaded", async () => {
  const { core } = open("/admin/users", MANAGER);
  core.replies["GET /api/users"] = () => problem(503, "unavailable", "Away.");
  expect(await screen.findByText("The people could not be loaded")).toBeVisible();
});

it("explains which permission is missing", async () => {
  open("/admin/users", ["SESSION_CONDUCT"]);
  expect(await screen.findByText(/needs the permission to manage tutors/)).toBeVisible();
});
