/** The one way to the core: typed calls, the cookie login's CSRF header, a request id, and problems as errors. */
import createClient, { type Middleware } from "openapi-fetch";
import type { ApiPaths } from "./contract";
import { keptAnswer, learnAnswer } from "./kept-reading";
import { ProblemError, offlineProblem, readProblem } from "./problem";

const UNSAFE_METHODS = new Set(["POST", "PUT", "PATCH", "DELETE"]);
const REQUEST_TIMEOUT_MS = 20_000;

let csrfToken: string | null = null;
let isOpenedWithoutNetwork = false;
let onRefusedLogin: (problem: ProblemError) => void = () => undefined;

/** Whoever keeps the login is told of every answer that asks for one. */
export function whenLoginIsRefused(listener: (problem: ProblemError) => void): void {
  onRefusedLogin = listener;
}

/** Kept in memory alone; `/auth/login` and `/auth/me` hand it out again after a reload. Empty: not known yet. */
export function rememberCsrfToken(token: string | null | undefined): void {
  csrfToken = token || null;
  isOpenedWithoutNetwork = token === undefined;
}

const stampRequest: Middleware = {
  onRequest({ request }) {
    request.headers.set("X-Request-Id", crypto.randomUUID());
    if (csrfToken !== null && UNSAFE_METHODS.has(request.method)) {
      request.headers.set("X-CSRF-Token", csrfToken);
    }
    return request;
  },
};

async function timedFetch(request: Request): Promise<Response> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]);
  try {
    await learnCsrfToken(request, signal);
    const response = await globalThis.fetch(request, { signal });
    await learnAnswer(request, response).catch(() => undefined);
    return response;
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    const kept = await keptAnswer(request);
    if (kept) return kept;
    throw offlineProblem(request.headers.get("X-Request-Id"));
  }
}

/** A page that was opened without a network has no token yet: it is fetched before the first change. */
async function learnCsrfToken(request: Request, signal: AbortSignal): Promise<void> {
  const isChange = UNSAFE_METHODS.has(request.method);
  if (csrfToken !== null || !isOpenedWithoutNetwork || !isChange) return;
  const me = new Request(`${globalThis.location.origin}/api/auth/me`);
  const answer = await globalThis.fetch(me, { signal });
  if (!answer.ok) return;
  const account = (await answer.json()) as { csrfToken: string };
  rememberCsrfToken(account.csrfToken);
  request.headers.set("X-CSRF-Token", account.csrfToken);
}

export const api = createClient<ApiPaths>({
  baseUrl: `${globalThis.location.origin}/api`,
  credentials: "same-origin",
  fetch: timedFetch,
});
api.use(stampRequest);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a good answer; anything else is thrown as a ProblemError. */
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  const answer = await call;
  if (answer.response.ok) return answer.data as T;
  const problem = readProblem(answer.response, answer.error);
  if (problem.status === 401) onRefusedLogin(problem);
  throw problem;
}

export { ProblemError };
