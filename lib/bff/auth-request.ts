import "server-only";
import { NextRequest } from "next/server";
import { z } from "zod";
import { Problem } from "@/lib/problems/problem";
import { invalidQuery, jsonValue, MOST_BYTES_OF_STRANGERS, parseValue, readText } from "./parse";

/**
 * What next-auth is asked by this portal's own pages and by scripts that sign in. It has further paths, for providers that are
 * not set up here, and fails on some of them.
 */
const ACTIONS = {
  GET: ["csrf", "session", "providers", "signin", "signout", "error"],
  POST: ["callback/credentials", "signin/credentials", "signout"],
};

/** A place to go to after signing in: next-auth fails on one that is neither a path nor an address. */
function isPlace(text: string): boolean {
  return /^[\x21-\x7e]*$/.test(text) && (text.startsWith("/") || URL.canParse(text));
}

const place = z.string().refine(isPlace, "must be a path such as /, or an address").optional();
const word = z.string().regex(/^[\x20-\x7e]*$/, "has characters that an address can't have");
const query = z.object({ callbackUrl: place, error: word.optional() });
const fields = z
  .object({ callbackUrl: place })
  .catchall(z.union([z.string(), z.boolean()], "must be a text"));

function fieldsIn(text: string, type: string): unknown {
  if (type.includes("application/json")) return jsonValue(text);
  return Object.fromEntries(new URLSearchParams(text));
}

/** @throws Problem for a cookie on which next-auth fails; its answer takes the cookie away, so that nobody is stuck with it */
function checkCookies(request: NextRequest): void {
  for (const { name, value } of request.cookies.getAll()) {
    if (!name.endsWith("next-auth.callback-url") || isPlace(value)) continue;
    const secure = name.startsWith("__") ? "; Secure" : "";
    throw new Problem("invalid_query", `The cookie ${name} names no address. It was removed: try again`, {
      headers: { "Set-Cookie": `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}` },
    });
  }
}

/**
 * Returns a request for next-auth as it came, once everything in it has the form that next-auth takes for granted: it
 * fails, with a stack trace in the log, on a body that is no object of texts and on an address that is none.
 * @param path the steps below `/api/auth`
 * @throws Problem with a 4xx status for every other request
 */
export async function checkAuthRequest(request: Request, path: readonly string[]): Promise<NextRequest> {
  const { method, headers, url } = request;
  const actions = method === "POST" ? ACTIONS.POST : ACTIONS.GET;
  if (!actions.includes(path.join("/"))) throw new Problem("not_found", "There is nothing here");
  parseValue(query, Object.fromEntries(new URL(url).searchParams), invalidQuery);
  const text = method === "POST" ? await readText(request, MOST_BYTES_OF_STRANGERS) : undefined;
  const checked = new NextRequest(
    url,
    text === undefined ? { method, headers } : { method, headers, body: text },
  );
  checkCookies(checked);
  if (text !== undefined) parseValue(fields, fieldsIn(text, headers.get("content-type") ?? ""));
  return checked;
}
