import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { aSession } from "~/features/room/components/testing";
import { aTutor, fakeCore } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";
import { routes } from "../router";
import { matching } from "./palette-search";

afterEach(() => {
  vi.unstubAllGlobals();
  window.localStorage.clear();
});

const openMyDay = async () => {
  fakeCore({
    "GET /api/auth/me": () => ({ body: aTutor }),
    "GET /api/academic/sessions": () => ({ body: { items: [aSession()], nextCursor: null } }),
    "GET /api/help-requests": () => ({ body: { items: [], nextCursor: null } }),
  });
  const router = renderApp(routes, "/dashboard/tutor/my-day");
  await screen.findByRole("heading", { name: /Helen/ });
  return router;
};

describe("the palette", () => {
  it("opens with Ctrl K, finds a page by the beginnings of its words, and goes there with Enter", async () => {
    const router = await openMyDay();
    await userEvent.keyboard("{Control>}k{/Control}");
    await userEvent.type(await screen.findByRole("combobox"), "teach sessions");
    await userEvent.keyboard("{Enter}");
    const isThere = () => expect(router.state.location.pathname).toBe("/dashboard/tutor/sessions");
    await waitFor(isThere);
  });

  it("finds today's sessions, and says when nothing has the name", async () => {
    await openMyDay();
    await userEvent.keyboard("{Control>}k{/Control}");
    const field = await screen.findByRole("combobox");
    await userEvent.type(field, "hall tue");
    expect(screen.getByRole("option", { name: /Tuesday study hall/ })).toBeVisible();
    await userEvent.type(field, "zzz");
    expect(screen.getByText("Nothing has that name.")).toBeVisible();
  });

  it("gives the focus back where it was when it is left", async () => {
    await openMyDay();
    const link = screen.getByRole("link", { name: "Sessions" });
    link.focus();
    await userEvent.keyboard("{Control>}k{/Control}");
    expect(await screen.findByRole("combobox")).toHaveFocus();
    await userEvent.keyboard("{Escape}");
    expect(link).toHaveFocus();
  });

  it("asks for every word, whatever the accents and the order", () => {
    const items = [{ id: "1", label: "Zoë Müller", run: () => undefined }];
    const found = (typed: string) => matching([{ title: "Students", items }], typed).length;
    expect([found("mul zo"), found("student zoe"), found("ller")]).toEqual([1, 1, 0]);
  });
});

describe("single keys", () => {
  it("show their list with ?, sleep while someone types, and stay off once switched off", async () => {
    await openMyDay();
    await userEvent.keyboard("?");
    await userEvent.click(await screen.findByRole("switch", { name: /Single keys/ }));
    await userEvent.keyboard("{Escape}");
    await userEvent.keyboard("?");
    expect(screen.queryByRole("switch")).toBeNull();
    expect(window.localStorage.getItem("aetherlearn-keys")).toBe("false");
  });
});

describe("the sidebar", () => {
  it("folds, and remembers it", async () => {
    await openMyDay();
    await userEvent.click(screen.getByRole("button", { name: "Fold the menu" }));
    expect(screen.getByRole("button", { name: "Unfold the menu" })).toBeVisible();
    expect(window.localStorage.getItem("aetherlearn-menu-page")).toBe("true");
  });
});
