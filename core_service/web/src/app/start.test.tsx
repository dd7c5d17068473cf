/**
 * The first load: the login alone, and the app behind it once somebody comes in.
 * The bad cases: the core cannot be asked who is signed in, and what is behind the door breaks.
 */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { LastResort } from "./last-resort";
import { Start } from "./start";

afterEach(() => {
  vi.unstubAllGlobals();
  window.history.replaceState(null, "", "/");
});

const MY_DAY = "/dashboard/tutor/my-day";
const nobody = () => problem(401, "not_signed_in", "Sign in first.");
const helen = () => ({ body: aTutor });

function open(path: string, page: ReactNode = <Start />) {
  window.history.replaceState(null, "", path);
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={queries}>
      <MantineProvider env="test">{page}</MantineProvider>
    </QueryClientProvider>,
  );
}

it.each(["/", "/login", MY_DAY])(
  "asks whoever comes to %s to sign in, and leads on",
  async (path) => {
    let me: typeof nobody | typeof helen = nobody;
    fakeCore({
      "GET /api/auth/me": () => me(),
      "POST /api/auth/login": () => {
        me = helen;
        return { body: { csrfToken: "token", user: aTutor.user } };
      },
      "GET /api/academic/sessions": () => ({ body: { items: [], nextCursor: null } }),
    });
    open(path);
    await userEvent.type(await screen.findByLabelText("E-mail"), "tutor@riverside.example");
    expect(window.location.pathname).toBe("/login");
    await userEvent.type(screen.getByLabelText("Password"), "learn-together");
    await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByRole("heading", { name: /Helen/ })).toBeVisible();
    expect(window.location.pathname).toBe(MY_DAY);
  },
);

it.each(["/", "/login"])("lets whoever is signed in come in at %s", async (path) => {
  fakeCore({
    "GET /api/auth/me": helen,
    "GET /api/academic/sessions": () => ({ body: { items: [], nextCursor: null } }),
  });
  open(path);
  await waitFor(() => expect(window.location.pathname).toBe(MY_DAY));
});

it("says that the core cannot be asked, instead of showing somebody as signed out", async () => {
  fakeCore({ "GET /api/auth/me": () => problem(503, "unavailable", "The core does not answer.") });
  open("/");
  expect(await screen.findByRole("alert")).toHaveTextContent("The core does not answer.");
  expect(screen.queryByLabelText("E-mail")).toBeNull();
});

it("says what broke, where an empty window would be left", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  function Broken(): ReactNode {
    throw new Error("a file of the app is gone");
  }
  open(
    "/",
    <LastResort>
      <Broken />
    </LastResort>,
  );
  expect(await screen.findByText("This page stopped working")).toBeVisible();
});
