import type { Answer } from "@/sandbox/http/answer";
import type { Generation } from "@/sandbox/settings";

/** A request the API turns down. Thrown anywhere below the API server, which sends its answer. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer, reason: string) {
    super(reason);
    this.answer = answer;
  }
}

// The upstream's errors come in several shapes (upstream quirk Q21). Which one is used depends only on the
// kind of error, so that a client can be tested against each of them on purpose.

/** 400 in the documented shape `{error: {code, message}}`. */
export function invalid(message: string, code = "validation_error"): Refusal {
  return new Refusal({ status: 400, json: { error: { code, message } } }, message);
}

/** 401 as `{message}`. */
export function unauthorized(message: string): Refusal {
  return new Refusal({ status: 401, json: { message } }, message);
}

/** 403 as `{error: "text"}`. */
export function forbidden(message: string): Refusal {
  return new Refusal({ status: 403, json: { error: message } }, message);
}

/**
 * An unknown id: 404 `{message}` in the newer generation, and 500 `{error: "text"}` in the older one
 * (upstream quirk Q21).
 */
export function notFound(what: string, generation: Generation): Refusal {
  const message = `${what} not found`;
  if (generation === "older") return new Refusal({ status: 500, json: { error: message } }, message);
  return new Refusal({ status: 404, json: { message } }, message);
}

/** 500 as `{error: "text"}`. */
export function serverError(message: string): Refusal {
  return new Refusal({ status: 500, json: { error: message } }, message);
}

/**
 * 429 in the documented shape. The upstream documents no `Retry-After`, so there is none (upstream quirk
 * Q22).
 */
export function rateLimited(resetAt: Date): Refusal {
  const message = "Too many requests. Please retry after the reset time.";
  const error = { code: "rate_limit_exceeded", message, reset_at: resetAt.toISOString() };
  return new Refusal({ status: 429, json: { error } }, message);
}

/** A path or method the API does not have: a web framework's plain HTML page, not JSON. */
export function unknownRoute(method: string, path: string): Refusal {
  const shown = path.replace(/[<>&"]/g, "");
  const text = `<!DOCTYPE html>\n<html lang="en">\n<body>\n<pre>Cannot ${method} ${shown}</pre>\n</body>\n</html>\n`;
  return new Refusal({ status: 404, text, contentType: "text/html; charset=utf-8" }, "unknown route");
}
