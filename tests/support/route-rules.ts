import { METHODS, type Route } from "./route-table";

/** Handlers that have their own reason to carry no declaration: next-auth decides there. */
const EXCEPTIONS = new Set(["/api/auth/[...nextauth]"]);

/** Questions whose body is too long for a query string: they are asked by POST and change nothing. */
const QUESTION = /\/preview$/;

/**
 * What is wrong with the declarations of route handlers: each must say who may call it, and each that changes
 * something must name its audit action.
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
      else if (method !== "GET" && !declaration.action && !QUESTION.test(route.path))
        faults.push(`${method} ${route.path} has no audit action`);
    }
  }
  return faults;
}
