import type { Method } from "@/lib/openapi/operation";

type Params = Record<string, string | string[]>;
export type Handler = ((request: Request, context: { params: Promise<Params> }) => Promise<Response>) & {
  declaration?: {
    access: string | { workspace: string };
    action: string | null;
    query?: unknown;
    body?: unknown;
  };
};

/** One `route.ts`, with its path in Next's spelling, such as `/api/workspaces/[ws]/call-flows`. */
export interface Route {
  path: string;
  /** The module's exports; only names of HTTP methods are handlers. */
  load: () => Promise<Partial<Record<Method, Handler>>>;
}

/** The pattern's parts with the names of its parameters; read once, since a test makes thousands of requests. */
const read = new Map<string, readonly { part: string; rest?: string; name?: string }[]>();

function partsOf(pattern: string) {
  const known = read.get(pattern);
  if (known) return known;
  const parts = pattern.split("/").map((part) => {
    const [, dots, name] = /^\[(\.\.\.)?(.+)\]$/.exec(part) ?? [];
    if (!name) return { part };
    return dots ? { part, rest: name } : { part, name };
  });
  read.set(pattern, parts);
  return parts;
}

function matchPath(pattern: string, given: readonly string[]): Params | null {
  const wanted = partsOf(pattern);
  const params: Params = {};
  for (const [index, { part, rest, name }] of wanted.entries()) {
    if (rest) {
      params[rest] = given.slice(index).map(decodeURIComponent);
      return params;
    }
    const value = given[index];
    if (value === undefined) return null;
    if (name) params[name] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return given.length === wanted.length ? params : null;
}

/**
 * The handler that answers a request, and its path parameters.
 * @throws when no route has this path and method: in a test that is a spelling mistake
 */
export async function findHandler(
  routes: Route[],
  method: string,
  path: string,
): Promise<{ handler: Handler; params: Params }> {
  // A literal part beats a parameter, so of all routes that match the one with the fewest parameters counts.
  const given = path.split("/");
  const matches = routes.flatMap((route) => {
    const params = matchPath(route.path, given);
    return params ? [{ route, params }] : [];
  });
  matches.sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length);
  const [best] = matches;
  const handler = (await best?.route.load())?.[method as Method];
  if (!best || !handler) throw new Error(`no route handler for ${method} ${path}`);
  return { handler, params: best.params };
}
