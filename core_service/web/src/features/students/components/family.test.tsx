/**
 * A parent of several children is invited once, from any of the children's pages. The bad cases: a further child is
 * asked for and not chosen, one whose parent was invited before.
 */
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderPage } from "~/testing/render-page";
import { Family } from "./family";

afterEach(() => {
  vi.unstubAllGlobals();
});

it("invites the parent of a further child in the same letter, once that child is chosen", async () => {
  const core = fakeCore({
    "GET /api/students": () => ({
      body: { items: [{ id: "ivy", name: "Ivy Chen" }], nextCursor: null },
    }),
    "POST /api/invitations": () =>
      problem(422, "invalid", "Some invitations cannot be sent.", {
        errors: [{ path: "children.1.studentId", message: "has been invited so already" }],
      }),
  });
  renderPage(
    <Family
      studentId="maya"
      centreId="centre-1"
      guardians={[]}
      mayManage
      centres={aTutor.centres}
    />,
  );
  await userEvent.type(screen.getByLabelText("The parent’s e-mail"), "mum@example.org");
  await userEvent.click(screen.getByRole("button", { name: "Another child of theirs" }));
  const send = screen.getByRole("button", { name: "Send the invitation" });
  await userEvent.click(send);
  expect(await screen.findByText("Choose the child")).toBeVisible();
  await userEvent.click(screen.getByRole("combobox", { name: "Also parent of" }));
  await userEvent.click(await screen.findByRole("option", { name: "Ivy Chen" }));
  await userEvent.click(send);
  expect(await screen.findByText("has been invited so already")).toBeVisible();
  const sent = core.asked.filter(({ call }) => call === "POST /api/invitations");
  expect(sent.map(({ body }) => body)).toEqual([
    {
      email: "mum@example.org",
      centreId: "centre-1",
      role: "PARENT",
      children: [
        { studentId: "maya", centreId: "centre-1" },
        { studentId: "ivy", centreId: "centre-1" },
      ],
    },
  ]);
});
