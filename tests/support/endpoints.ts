import type { Permission } from "@/lib/identity/roles";
import { METHODS, type Method } from "@/lib/openapi/operation";
import { apiRoutes } from "@/scripts/openapi/api-routes";
import type { PortalAnswer } from "./portal-client";

/** What a route handler declares of who may call it. */
export interface Endpoint {
  method: Method;
  path: string;
  action: string | null;
  fresh: boolean;
  tokens: boolean;
  access: string | { workspace: Permission };
  /** Whether somebody may call it who has yet to set up a second factor. */
  beforeFactor: boolean;
}

/** Loads every route, and returns what its handlers declare. */
export async function loadEndpoints(): Promise<Endpoint[]> {
  const endpoints: Endpoint[] = [];
  for (const route of apiRoutes()) {
    const module = await route.load();
    for (const method of METHODS) {
      const declaration = module[method]?.declaration;
      if (!declaration) continue;
      const { access, action, fresh = false, beforeFactor = false, tokens } = declaration;
      endpoints.push({ method, path: route.path, access, action, fresh, beforeFactor, tokens });
    }
  }
  return endpoints;
}

/** Returns those that are for people and their scripts alone: neither open to all, nor for the directories of identity providers. */
export function forPeople(endpoints: readonly Endpoint[]): Endpoint[] {
  return endpoints.filter(({ access }) => access !== "public" && access !== "directory");
}

const NOBODY_HAS_IT = "00000000-0000-4000-8000-000000000000";

/** Returns a path with its parameters filled in: a workspace, and an id, which nothing has unless one is given. */
export function concretePath(path: string, ws: string, id = NOBODY_HAS_IT): string {
  return path
    .replace("[ws]", ws)
    .replace("[n]", "1")
    .replace(/\[\w+\]/, id);
}

/** Returns an answer without what is its own: the id of its request. Answers that must be alike are compared so. */
export function sameParts({ status, headers, text }: PortalAnswer): string {
  return JSON.stringify([
    status,
    [...headers].filter(([name]) => name !== "x-request-id"),
    text.replace(/"requestId":"[^"]*"/, ""),
  ]);
}
