import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Operation,
  operationsOf,
  type RouteModule,
  SIGN_IN_OPERATIONS,
  SIGN_IN_PATHS,
} from "@/lib/openapi/operation";

const API_FOLDER = fileURLToPath(new URL("../../app/api", import.meta.url));

/** One `route.ts`, with its path in Next's spelling, such as `/api/workspaces/[ws]/call-flows`. */
export interface ApiRoute {
  path: string;
  load: () => Promise<RouteModule>;
}

/** Every `route.ts` under a folder, in the order of their paths. */
export function apiRoutes(folder: string = API_FOLDER): ApiRoute[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)route\.ts$/.test(file))
    .sort()
    .map((file) => {
      const path = `/api/${file.replace(/\/?route\.ts$/, "")}`;
      return { path, load: async () => await import(/* @vite-ignore */ join(folder, file)) };
    });
}

/** Every operation of the portal: what each route declares, and what next-auth answers. */
export async function collectOperations(): Promise<Operation[]> {
  const own = apiRoutes().filter(({ path }) => !path.startsWith(SIGN_IN_PATHS));
  const operations = await Promise.all(own.map(async ({ path, load }) => operationsOf(path, await load())));
  return [...SIGN_IN_OPERATIONS, ...operations.flat()];
}
