/** A core for tests: answers by method and path, and remembers what was asked. */
import { vi } from "vitest";

interface Answer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
}
type Reply = (request: Request) => Answer;

export interface FakeCore {
  /** "POST /api/auth/login" and the body, in order. */
  asked: { call: string; body: unknown }[];
  replies: Record<string, Reply>;
}

/** Everything without a reply is 404, as an unknown address is. */
export function fakeCore(replies: Record<string, Reply>): FakeCore {
  const core: FakeCore = { asked: [], replies };
  vi.stubGlobal("fetch", async (request: Request) => {
    const call = `${request.method} ${new URL(request.url).pathname}`;
    const text = await request.clone().text();
    core.asked.push({ call, body: text ? (JSON.parse(text) as unknown) : null });
    const reply: Answer =
      core.replies[call]?.(request) ?? problem(404, "not_found", "There is no such thing.");
    return new Response(JSON.stringify(reply.body ?? {}), {
      status: reply.status ?? 200,
      headers: { "Content-Type": "application/json", ...reply.headers },
    });
  });
  return core;
}

export function problem(status: number, code: string, detail: string, facts: object = {}) {
  const body = {
    type: "about:blank",
    title: "",
    status,
    code,
    detail,
    requestId: "req-7",
    ...facts,
  };
  return { status, body };
}

/** What `GET /auth/me` says of a tutor. */
export const aTutor = {
  user: {
    id: "helen",
    name: "Helen Marsh",
    email: "tutor@riverside.example",
    avatarUrl: null,
    schoolGrade: null,
    ageTier: "SENIOR",
  },
  roles: [{ role: "TEACHER", centreId: "centre-1" }],
  permissions: [{ centreId: "centre-1", permissions: ["SESSION_CONDUCT"] }],
  centres: [{ id: "centre-1", name: "Riverside", timezone: "Europe/London" }],
  csrfToken: "token",
};
