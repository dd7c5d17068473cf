/** The one way to the core: typed calls, the cookie login's CSRF header, a request id, and problems as errors. */
import createClient, { type Middleware } from "openapi-fetch";
import type { ApiPaths } from "./contract";
import { ProblemError, offlineProblem, readProblem } from "./problem";

const UNSAFE_METHODS = new Set(["POST", "PUT", "PATCH", "DELETE"]);
const REQUEST_TIMEOUT_MS = 20_000;

let csrfToken: string | null = null;

/** Kept in memory alone; `/auth/login` and `/auth/me` hand it out again after a reload. */
export function rememberCsrfToken(token: string | null): void {
  csrfToken = token;
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
    return await globalThis.fetch(request, { signal });
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    throw offlineProblem(request.headers.get("X-Request-Id"));
  }
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
  throw readProblem(answer.response, answer.error);
}

export { ProblemError };
