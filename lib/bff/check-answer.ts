import "server-only";
import { isDeepStrictEqual } from "node:util";
import type { Reply } from "./respond";
import type { RouteContract } from "./route-contract";

/** A handler's answer differs from its contract: a mistake in one of the two, never the caller's. */
class UntrueAnswer extends Error {
  constructor({ operationId }: RouteContract, what: string) {
    super(`${operationId} answers otherwise than its contract says: ${what}`);
    this.name = "UntrueAnswer";
  }
}

/** The answer as callers read it; undefined for an answer that is not JSON, or has no body. */
function jsonOf({ raw, body, headers }: Reply): unknown {
  const type = headers?.["Content-Type"] ?? "application/json";
  if (raw === undefined) return body === undefined ? undefined : JSON.parse(JSON.stringify(body));
  return typeof raw === "string" && type === "application/json" ? JSON.parse(raw) : undefined;
}

/** Where two values differ for the first time, as a path, such as `/items/0/name`. */
function firstDifference(one: unknown, other: unknown): string {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return "";
  const given = new Map(Object.entries(one));
  const read = new Map(Object.entries(other));
  for (const [name, value] of given) {
    if (!isDeepStrictEqual(value, read.get(name))) return `/${name}${firstDifference(value, read.get(name))}`;
  }
  return "";
}

/**
 * Compares what a handler answers with what its route publishes: the status, the headers, and each field of JSON. Streams
 * and other media types are left alone. The kit calls it in tests and in development, and not for users.
 * @throws UntrueAnswer naming the operation and the place
 */
export function checkAnswer(contract: RouteContract, reply: Reply): void {
  const { status = 200, schema, text, headers = [], orEmpty } = contract.answer;
  // Only a good status is compared: others have a meaning of their own, such as 503 of a portal that isn't ready.
  if (reply.status === undefined || reply.status >= 300) return;
  if (reply.status === 204 && orEmpty !== undefined && reply.body === undefined) return;
  if (reply.status !== status) throw new UntrueAnswer(contract, `status ${reply.status}, not ${status}`);
  const missing = headers.filter((name) => reply.headers?.[name] === undefined);
  if (missing.length > 0) throw new UntrueAnswer(contract, `no header ${missing.join(", ")}`);
  const json = jsonOf(reply);
  if (!schema) {
    if (json !== undefined && !text) throw new UntrueAnswer(contract, "a body where it has none");
    return;
  }
  if (reply.raw !== undefined && json === undefined) return;
  const read = schema.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new UntrueAnswer(contract, `/${issue?.path.join("/")}: ${issue?.message}`);
  }
  // A schema drops what it doesn't know, so a field that the contract doesn't name makes the two differ.
  if (isDeepStrictEqual(read.data, json)) return;
  throw new UntrueAnswer(contract, `${firstDifference(json, read.data)}: not in the contract`);
}
