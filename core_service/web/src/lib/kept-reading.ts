/**
 * What a student read last, shown again while the core cannot be reached, and always with its time: never as fresh.
 * The login is a cookie that no page sees; the CSRF token is taken out before anything is kept.
 */
import { forget, keep, kept, keptBelow } from "./device-store";

const READING = "reading/";
const PERSON = "person";
const KEPT_AT = "X-Kept-At";

/** Paths below /api that a student's pages are made of. */
const KEPT_PATHS: readonly RegExp[] = [
  /^\/sessions\/[^/]+\/student-view$/,
  /^\/academic\/(sessions|catchups)$/,
  /^\/academic\/catchups\/[^/]+$/,
  /^\/attempts(\/[^/]+)?$/,
  /^\/(exercises|lessons)\/[^/]+$/,
  /^\/courses$/,
  /^\/content\/(next|ahead)$/,
  /^\/rewards\/me$/,
];
const ME_PATH = "/auth/me";
const LOGOUT_PATHS: ReadonlySet<string> = new Set(["/auth/logout", "/auth/logout-all"]);

interface KeptAnswer {
  at: number;
  body: unknown;
}

interface Account {
  user: { id: string };
  roles: { role: string }[];
}

let personId: string | null = null;
let shownSince: number | null = null;
const listeners = new Set<() => void>();

/** Since when what is on the screen may be old; null while the core answers. */
export const keptSince = {
  get: (): number | null => shownSince,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function showSince(at: number | null): void {
  const older = at === null ? null : Math.min(at, shownSince ?? at);
  if (older === shownSince) return;
  shownSince = older;
  listeners.forEach((listener) => listener());
}

/** Takes note of an answer of the core: keeps it if it is a student's reading, forgets all when they leave. */
export async function learnAnswer(request: Request, response: Response): Promise<void> {
  showSince(null);
  const path = pathOf(request);
  if (path === ME_PATH) return learnPerson(response);
  if (LOGOUT_PATHS.has(path) && response.ok) return forgetPerson();
  if (request.method !== "GET" || !response.ok || personId === null) return;
  if (!KEPT_PATHS.some((pattern) => pattern.test(path))) return;
  const key = keyOf(personId, request);
  void keep(key, { at: Date.now(), body: await response.clone().json() } satisfies KeptAnswer);
}

async function learnPerson(response: Response): Promise<void> {
  if (response.status === 401) return forgetPerson();
  if (!response.ok) return;
  const account = (await response.clone().json()) as Account & { csrfToken?: unknown };
  const isStudent = account.roles.some(({ role }) => role === "STUDENT");
  if (!isStudent) return forgetPerson();
  const body = { ...account };
  delete body.csrfToken;
  personId = account.user.id;
  void forgetReadingExcept(personId);
  void keep(PERSON, { at: Date.now(), body } satisfies KeptAnswer);
}

/** Answers and acts that wait stay for their owner's next sign-in; what was read goes. */
function forgetPerson(): void {
  personId = null;
  void forget(PERSON);
  void forgetReadingExcept(null);
}

/** Children share tablets: one never finds what another has read. */
async function forgetReadingExcept(userId: string | null): Promise<void> {
  const found = await keptBelow<KeptAnswer>(READING);
  const others = found.filter(([key]) => !key.startsWith(`${READING}${userId}/`));
  await Promise.all(others.map(([key]) => forget(key)));
}

/** What this request was answered with last; undefined if that was never kept. */
export async function keptAnswer(request: Request): Promise<Response | undefined> {
  if (request.method !== "GET") return undefined;
  const found = pathOf(request) === ME_PATH ? await keptPerson() : await keptReading(request);
  if (found === undefined) return undefined;
  showSince(found.at);
  const headers = { "Content-Type": "application/json", [KEPT_AT]: String(found.at) };
  return new Response(JSON.stringify(asOfNow(found)), { headers });
}

/** The server's clock has gone on since: a kept `serverTime` says what it is now, as far as this device's clock knows. */
function asOfNow({ at, body }: KeptAnswer): unknown {
  const { serverTime } = Object(body) as { serverTime?: unknown };
  if (typeof serverTime !== "string") return body;
  const now = new Date(Date.parse(serverTime) + Date.now() - at);
  return { ...Object(body), serverTime: now.toISOString() } as unknown;
}

async function keptPerson(): Promise<KeptAnswer | undefined> {
  const found = await kept<KeptAnswer>(PERSON);
  if (found !== undefined) personId = (found.body as Account).user.id;
  return found;
}

async function keptReading(request: Request): Promise<KeptAnswer | undefined> {
  return personId === null ? undefined : kept<KeptAnswer>(keyOf(personId, request));
}

function pathOf(request: Request): string {
  return new URL(request.url).pathname.replace(/^\/api/, "");
}

function keyOf(userId: string, request: Request): string {
  return `${READING}${userId}${pathOf(request)}${new URL(request.url).search}`;
}
