import type { FieldError } from "@/lib/json/json-pointer";

/** Everything that can go wrong: its machine-readable code, HTTP status and title. */
export const PROBLEMS = {
  malformed_json: [400, "The body is not JSON"],
  idempotency_key_required: [400, "An Idempotency-Key is required"],
  invalid_query: [400, "The query is not valid"],
  not_signed_in: [401, "Not signed in"],
  second_step_required: [401, "A second step is needed"],
  wrong_code: [401, "The code is not right"],
  own_password_required: [401, "Choose your own password first"],
  not_allowed: [403, "Not allowed"],
  not_fresh: [403, "Confirm who you are"],
  provider_only: [403, "Sign in with your identity provider"],
  second_factor_required: [403, "Set up a second factor first"],
  bad_origin: [403, "The request comes from another site"],
  not_found: [404, "Not found"],
  change_in_progress: [409, "Someone is changing this flow"],
  idempotency_in_progress: [409, "This very request is still running"],
  conflict: [409, "That can't be done as things are"],
  stale: [412, "The flow has changed since you read it"],
  too_large: [413, "The body is too large"],
  unsupported_media_type: [415, "The body must be JSON"],
  invalid_body: [422, "Some fields are not valid"],
  idempotency_mismatch: [422, "The Idempotency-Key was used for another request"],
  if_match_required: [428, "If-Match is required"],
  too_many_requests: [429, "Too many requests"],
  upstream_budget: [429, "Trillet's request budget is used up"],
  internal: [500, "Something went wrong on our side"],
  upstream_rejected: [502, "Trillet refused the request"],
  upstream_invalid: [502, "Trillet's answer makes no sense"],
  upstream_failed: [502, "Trillet failed"],
  upstream_credentials: [502, "This workspace's API key does not work"],
  upstream_unreachable: [503, "Trillet can't be reached"],
  database_unavailable: [503, "The database can't be reached"],
  outcome_unknown: [504, "Nobody can say yet whether the change was made"],
} as const satisfies Record<string, readonly [number, string]>;

/** Also the digest by which a page's error says so to the browser. */
export const DATABASE_UNAVAILABLE: ProblemCode = "database_unavailable";

export type ProblemCode = keyof typeof PROBLEMS;

interface ProblemOptions {
  /** Instead of the code's own status. */
  status?: number;
  headers?: Record<string, string>;
  /** Set where the thrower has recorded the refusal itself, so that it is no second event. */
  isRecorded?: true;
  /** Further members of the problem document, such as `errors`, `conflicts` or `changeId`. */
  extra?: Record<string, unknown>;
}

/**
 * An error that the caller gets as an answer. Any code below a route handler may throw it; it never contains a secret.
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly extra: Record<string, unknown>;
  readonly isRecorded: boolean;

  constructor(code: ProblemCode, detail: string, options: ProblemOptions = {}) {
    super(detail);
    this.name = "Problem";
    this.code = code;
    this.status = options.status ?? PROBLEMS[code][0];
    this.headers = options.headers ?? {};
    this.extra = options.extra ?? {};
    this.isRecorded = options.isRecorded ?? false;
  }

  /** The same problem with further headers; its own ones come first. */
  withHeaders(headers: Record<string, string>): Problem {
    const { status, extra } = this;
    return new Problem(this.code, this.message, { status, extra, headers: { ...headers, ...this.headers } });
  }
}

/** Returns the problem document of RFC 9457, with our `code` and the request's id. */
export function problemDocument(problem: Problem, requestId: string): Record<string, unknown> {
  return {
    type: `urn:switchboard:problem:${problem.code}`,
    title: PROBLEMS[problem.code][1],
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    requestId,
    ...problem.extra,
  };
}

/** A body of a megabyte can have more faults than anybody reads, and an answer that names them all would be larger still. */
const MOST_ERRORS = 100;
/** Enough for every path and message of our own; names in a body can be as long as the body. */
const LONGEST_TEXT = 500;

const shortened = (text: string) => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text);

/** Returns the members of a problem document that list errors: the first hundred, and the number of all where they are more. */
export function errorList(errors: readonly FieldError[]): { errors: FieldError[]; errorCount?: number } {
  const listed = errors
    .slice(0, MOST_ERRORS)
    .map(({ path, message }) => ({ path: shortened(path), message: shortened(message) }));
  return errors.length > MOST_ERRORS ? { errors: listed, errorCount: errors.length } : { errors: listed };
}

/** Returns the problem for a body that is not valid, with its errors at once. */
export function invalidBody(errors: readonly FieldError[]): Problem {
  const [first] = errors;
  const detail =
    first && errors.length === 1
      ? `${shortened(first.path) || "The body"}: ${shortened(first.message)}`
      : `${errors.length} fields are not valid; see errors`;
  return new Problem("invalid_body", detail, { extra: errorList(errors) });
}

/** Returns the errors that a problem lists; none for a problem of another kind. */
export function errorsOf({ extra: { errors } }: Problem): FieldError[] {
  const isError = (one: unknown): one is FieldError =>
    typeof one === "object" && one !== null && "path" in one && "message" in one;
  return Array.isArray(errors) ? errors.filter(isError) : [];
}

/** The code that the database, the file system or a connection gives its errors; null for an error without one. */
export function errorCode(error: unknown): string | null {
  const code: unknown = error instanceof Error && "code" in error ? error.code : null;
  return typeof code === "string" ? code : null;
}
