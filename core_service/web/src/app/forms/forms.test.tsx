/**
 * Whoever fills in a form gets the core's words at the field they are about, or above all where the form does not
 * show it; loses nothing by a refusal, a lost network, an ended login or a missing permission; sends once however
 * often they press; and is asked before words are left, unless they wait on the device.
 */
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, it, vi } from "vitest";
import { createQueryClient } from "~/app/providers";
import { loginEndedQuery, meQuery } from "~/features/identity/api";
import type { Me } from "~/lib/contract";
import { hasUnsent } from "~/lib/unsent";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { cssVariables, theme } from "~/ui/theme";
import { CENTRE_FORMS } from "./centre-forms";
import { COURSE, list, PERSON, STUDENT } from "./fixtures";
import type { FormCase } from "./form-case";
import { PEOPLE_FORMS } from "./people-forms";
import { LIBRARY_FORMS } from "./library-forms";
import { PLANNING_FORMS } from "./planning-forms";
import { ROOM_FORMS } from "./room-forms";

afterEach(() => {
  vi.unstubAllGlobals();
});

const unreachable = () => {
  throw new TypeError("Failed to fetch");
};

function open({ form, read }: FormCase) {
  const core = fakeCore({
    "GET /api/users": () => list(PERSON),
    "GET /api/students": () => list(STUDENT),
    "GET /api/courses": () => list(COURSE),
    "GET /api/academic/rooms": () => list(),
    ...read,
  });
  const queries = createQueryClient();
  queries.setQueryData(meQuery.queryKey, aTutor as unknown as Me);
  const page = render(
    <QueryClientProvider client={queries}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test">
        <MemoryRouter>{form()}</MemoryRouter>
      </MantineProvider>
    </QueryClientProvider>,
  );
  return { core, queries, page };
}

const FIELDS = "input, textarea, select, [role=group], [role=radiogroup]";

/** Plain look-ups: those of the testing library weigh every element, for every field anew. */
function nameOf(field: Element): string {
  const ids = field.getAttribute("aria-labelledby")?.split(" ") ?? [];
  const label =
    (field as HTMLInputElement).labels?.[0] ?? ids.map((id) => document.getElementById(id))[0];
  return label?.textContent ?? field.getAttribute("aria-label") ?? "";
}

/** A switch is named after its label and what it does. */
function fieldOf(label: string): HTMLElement {
  const named = Array.from(document.querySelectorAll<HTMLElement>(FIELDS), (field) => ({
    field,
    name: nameOf(field).replace(/ \*$/, ""),
  }));
  const found =
    named.find(({ name }) => name === label) ?? named.find(({ name }) => name.startsWith(label));
  if (!found) throw new Error(`no field ${label}`);
  return found.field;
}

const buttonOf = (text: string) => {
  const found = screen.queryAllByText(text).find((each) => each.closest("button"));
  return (found?.closest("button") ?? screen.getByLabelText(text)) as HTMLButtonElement;
};

async function fill({ typed, chosen = {}, pressed = [] }: FormCase) {
  for (const name of pressed)
    fireEvent.click(screen.queryByText(name) ?? screen.getByLabelText(name));
  for (const [label, name] of Object.entries(chosen)) {
    await waitFor(() => fieldOf(label));
    fireEvent.click(fieldOf(label));
    fireEvent.click(await screen.findByText(name, { selector: "[role=option] *" }));
  }
  for (const [label, text] of Object.entries(typed)) {
    await waitFor(() => fieldOf(label));
    fireEvent.focus(fieldOf(label));
    fireEvent.input(fieldOf(label), { target: { value: text } });
  }
}

const FORMS: Record<string, FormCase> = {
  ...PLANNING_FORMS,
  ...PEOPLE_FORMS,
  ...CENTRE_FORMS,
  ...LIBRARY_FORMS,
  ...ROOM_FORMS,
};

it.each(Object.entries(FORMS))("%s", async (_, form) => {
  const { core, queries, page } = open(form);
  await fill(form);
  const button = buttonOf(form.sends);
  const send = (times = 1) =>
    act(async () => {
      for (let time = 0; time < times; time += 1) button.click();
    });
  const sent = () => core.asked.filter(({ call }) => call === form.call).length;
  const nothingIsLost = () => {
    for (const [label, text] of Object.entries({ ...form.typed, ...form.chosen })) {
      expect(fieldOf(label)).toHaveValue(text);
    }
  };

  const fields = Object.entries(form.fields);
  const errors = [...Object.keys(form.fields), "elsewhere"].map((path) => ({
    path,
    message: `is not what ${path} may be`,
  }));
  core.replies[form.call] = () => problem(422, "invalid", "Look at the fields.", { errors });
  await send(2);
  const above = await screen.findByText("elsewhere: is not what elsewhere may be");
  expect(sent()).toBe(1);
  for (const [path, label] of fields) {
    expect(fieldOf(label)).toHaveAccessibleDescription(
      expect.stringContaining(`is not what ${path} may be`),
    );
  }
  expect(within(above.closest("ul") as HTMLElement).getAllByRole("listitem")).toHaveLength(1);
  nothingIsLost();

  core.replies[form.call] = unreachable;
  await send();
  expect(await screen.findByText(/Check the network, then try again/)).toBeVisible();
  nothingIsLost();

  core.replies[form.call] = () =>
    problem(403, "permission_missing", "No.", { permission: "SCHEDULE_MANAGE" });
  await act(async () => buttonOf("Retry").click());
  expect(await screen.findByText(/needs the permission to plan sessions/)).toBeVisible();
  nothingIsLost();

  core.replies[form.call] = () => problem(401, "not_signed_in", "Sign in first.");
  await send();
  await waitFor(() => expect(queries.getQueryData(loginEndedQuery.queryKey)).toBe(true));
  nothingIsLost();
  const isKept = Object.keys(form.typed).some(
    (label) => !fieldOf(label).matches("[type=password]"),
  );
  expect(hasUnsent()).toBe(isKept && !form.isKeptOnDevice);
  page.unmount();
  expect(hasUnsent()).toBe(false);
  if (form.isKeptOnDevice) {
    open(form);
    nothingIsLost();
  }
});
