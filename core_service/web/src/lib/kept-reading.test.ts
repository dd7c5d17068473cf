// @vitest-environment jsdom
/** What a student read is shown again without a network, with its time, without secrets, and to nobody else. */
import "fake-indexeddb/auto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { api, unwrap } from "./api";
import { keptBelow } from "./device-store";
import { keptSince } from "./kept-reading";

const account = (id: string, role = "STUDENT") => ({
  user: { id, name: id },
  roles: [{ role, centreId: "c" }],
  csrfToken: "secret-token",
});
const answering = (body: unknown, status = 200) =>
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify(body), { status }));
const noNetwork = () => vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
const courses = () => unwrap(api.GET("/courses", { params: { query: {} } }));
const signIn = async (id: string, role?: string) => {
  answering(account(id, role));
  await api.GET("/auth/me", {});
};
const kept = (prefix: string) =>
  vi.waitFor(async () => expect(await keptBelow(prefix)).not.toEqual([]));

afterEach(() => vi.unstubAllGlobals());

describe("kept reading", () => {
  it("comes back without a network, and says since when", async () => {
    await signIn("maya");
    answering({ items: [{ id: "maths" }] });
    await courses();
    await kept("reading/maya/courses");
    noNetwork();
    expect(await courses()).toEqual({ items: [{ id: "maths" }] });
    expect(keptSince.get()).toBeLessThanOrEqual(Date.now());
    answering({ items: [] });
    await courses();
    expect(keptSince.get()).toBeNull();
  });

  it("lets the server's clock go on, which countdowns and the age of what waits go by", async () => {
    await signIn("maya");
    const readAt = new Date("2026-11-17T16:00:00Z");
    vi.setSystemTime(readAt);
    answering({ session: { id: "s" }, serverTime: "2026-11-17T16:00:02Z" });
    const params = { path: { session_id: "s" } };
    const view = () => unwrap(api.GET("/sessions/{session_id}/student-view", { params }));
    await view();
    await kept("reading/maya/sessions");
    noNetwork();
    vi.setSystemTime(readAt.getTime() + 10 * 60_000);
    expect(await view()).toEqual({ session: { id: "s" }, serverTime: "2026-11-17T16:10:02.000Z" });
    vi.useRealTimers();
  });

  it("never holds the CSRF token", async () => {
    await signIn("maya");
    await kept("person");
    expect(JSON.stringify(await keptBelow(""))).not.toContain("secret-token");
  });

  it("is not kept of grown-ups, and what was kept goes when they sign in", async () => {
    await signIn("maya");
    answering({ items: [] });
    await courses();
    await kept("reading/maya");
    await signIn("helen", "TEACHER");
    await courses();
    await vi.waitFor(async () => expect(await keptBelow("")).toEqual([]));
    noNetwork();
    await expect(courses()).rejects.toMatchObject({ code: "unreachable" });
  });

  it("is nobody else's on a shared tablet", async () => {
    await signIn("maya");
    answering({ items: ["of maya"] });
    await courses();
    await kept("reading/maya");
    await signIn("kofi");
    noNetwork();
    await expect(courses()).rejects.toMatchObject({ code: "unreachable" });
    await vi.waitFor(async () => expect(await keptBelow("reading/maya")).toEqual([]));
  });

  it("stands in for no change", async () => {
    await signIn("maya");
    noNetwork();
    const params = { path: { request_id: "r" } };
    const lower = unwrap(api.PATCH("/help-requests/{request_id}/cancel", { params }));
    await expect(lower).rejects.toMatchObject({ code: "unreachable" });
  });
});
