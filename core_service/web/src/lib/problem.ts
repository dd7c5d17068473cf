/** RFC 9457 problems of the core, as errors that pages can explain. */

export interface FieldError {
  path: string;
  message: string;
}

export class ProblemError extends Error {
  override readonly name = "ProblemError";

  constructor(
    /** HTTP status; 0 when the core could not be reached at all. */
    readonly status: number,
    /** Stable and for machines, such as `needs_placement`. */
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly requestId: string | null,
    readonly fieldErrors: readonly FieldError[] = [],
    /** Everything else the problem said, such as `current` of a draft conflict. */
    readonly facts: Readonly<Record<string, unknown>> = {},
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(detail || title);
  }

  get isOffline(): boolean {
    return this.status === 0;
  }

  get isForbidden(): boolean {
    return this.status === 403;
  }

  get isMissing(): boolean {
    return this.status === 404;
  }

  /** Whether the same request may succeed later. */
  get isTemporary(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  fieldError(path: string): string | undefined {
    return this.fieldErrors.find((error) => error.path === path)?.message;
  }
}

export function offlineProblem(requestId: string | null): ProblemError {
  return new ProblemError(
    0,
    "unreachable",
    "No connection",
    "The centre's server cannot be reached. Check the network, then try again.",
    requestId,
  );
}

const STANDARD_FIELDS = new Set([
  "type",
  "title",
  "status",
  "detail",
  "code",
  "errors",
  "requestId",
]);

export function readProblem(response: Response, body: unknown): ProblemError {
  const problem = isRecord(body) ? body : {};
  const text = (field: string, otherwise: string) => {
    const value = problem[field];
    return typeof value === "string" ? value : otherwise;
  };
  const retryAfter = Number(response.headers.get("Retry-After"));
  return new ProblemError(
    response.status,
    text("code", `http_${response.status}`),
    text("title", "That did not work"),
    text("detail", `The server answered ${response.status}.`),
    text("requestId", response.headers.get("X-Request-Id") ?? "") || null,
    readFieldErrors(problem["errors"]),
    Object.fromEntries(Object.entries(problem).filter(([field]) => !STANDARD_FIELDS.has(field))),
    retryAfter > 0 ? retryAfter : null,
  );
}

/** Any thrown value as a ProblemError, so that a page has one kind of failure to show. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ProblemError(-1, "page_error", "Something went wrong on this page", message, null);
}

function readFieldErrors(errors: unknown): FieldError[] {
  if (!Array.isArray(errors)) return [];
  return errors.filter(isRecord).map((error) => ({
    path: String(error["path"] ?? ""),
    message: String(error["message"] ?? ""),
  }));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
