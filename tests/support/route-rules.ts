import { METHODS, type Method } from "@/lib/openapi/operation";
import type { Handler, Route } from "./route-table";

/** Handlers that have their own reason to carry no declaration: next-auth decides there. */
const EXCEPTIONS = new Set(["/api/auth/[...nextauth]"]);

/**
 * What uses POST and changes nothing: reads whose body is too long for a query string, and challenges, which are worth nothing
 * before they are answered.
 */
const QUESTION = /\/(preview|challenge)$/;

/** Reads that are events themselves: they export the log, or vouch for it. */
const TELLING_READ = /\/audit-events\/(export|verify)$/;

/** Whether a handler must record an event: every write, and the reads that say so. */
export function mustLeaveEvent(method: Method, path: string, handler: Handler): boolean {
  if (EXCEPTIONS.has(path) || QUESTION.test(path)) return false;
  return method !== "GET" || Boolean(handler.declaration?.action) || TELLING_READ.test(path);
}

/**
 * Checks the declarations of route handlers: each must say who may call it, and each that changes something must name
 * its audit action.
 * @returns one line per fault; empty when all is well
 */
export async function undeclaredHandlers(routes: Route[]): Promise<string[]> {
  const faults: string[] = [];
  for (const route of routes) {
    if (EXCEPTIONS.has(route.path)) continue;
    const module = await route.load();
    for (const method of METHODS) {
      const handler = module[method];
      if (!handler) continue;
      const { declaration } = handler;
      if (!declaration?.access) faults.push(`${method} ${route.path} says nothing about who may call it`);
      else if (method !== "GET" && !declaration.action && mustLeaveEvent(method, route.path, handler))
        faults.push(`${method} ${route.path} has no audit action`);
    }
  }
  return faults;
}
