import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { RouteHandler } from "@/lib/bff/route";
import { documentPaths } from "@/lib/openapi/portal-document";
import { allOperations } from "./all-operations";

const API = fileURLToPath(new URL("../../", import.meta.url));
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** next-auth answers all its paths by one file and declares nothing; the table tells a part of them by hand. */
const BY_HAND = "/api/auth/";

type RouteModule = Partial<Record<(typeof METHODS)[number], RouteHandler>>;

function pathOf(file: string): string {
  return `/api/${file.replace(/\/?route\.ts$/, "")}`.replaceAll(/\[([^\]]+)\]/g, "{$1}");
}

/** Every handler that a route file on disk exports, by `METHOD path`. */
async function handlersOnDisk(): Promise<Map<string, RouteHandler>> {
  const files = readdirSync(API, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)route\.ts$/.test(file))
    .filter((file) => !pathOf(file).startsWith(BY_HAND));
  const handlers = new Map<string, RouteHandler>();
  for (const file of files) {
    const module: RouteModule = await import(/* @vite-ignore */ join(API, file));
    for (const method of METHODS) {
      const handler = module[method];
      if (handler) handlers.set(`${method} ${pathOf(file)}`, handler);
    }
  }
  return handlers;
}

const onDisk = await handlersOnDisk();
const told = allOperations.filter(({ path }) => !path.startsWith(BY_HAND));
const nameOf = ({ method, path }: { method: string; path: string }) => `${method.toUpperCase()} ${path}`;

test("every handler on disk is in the table, and the table names no other", () => {
  expect(told.map(nameOf).sort()).toEqual([...onDisk.keys()].sort());
});

test("no operation is told twice", () => {
  const names = allOperations.map(nameOf);
  expect(names).toEqual([...new Set(names)]);
});

test.each(told.map((operation) => ({ name: nameOf(operation), operation })))(
  "$name is told with its own handler's access and schemas",
  ({ name, operation }) => {
    const declared = onDisk.get(name)?.declaration;
    expect(operation.declaration).toEqual(declared);
    expect(operation.declaration.query).toBe(declared?.query);
    expect(operation.declaration.body).toBe(declared?.body);
  },
);

test.each(told.map((operation) => ({ name: nameOf(operation), operation })))(
  "the document describes $name by the very schemas that its handler parses with",
  ({ name, operation }) => {
    const declared = onDisk.get(name)?.declaration;
    const described = documentPaths(allOperations)[operation.path]?.[operation.method];
    expect(described?.requestParams?.query).toBe(declared?.query);
    expect(described?.requestBody?.content["application/json"]?.schema).toBe(declared?.body);
  },
);

test("exactly the writes to flows ask for an Idempotency-Key", () => {
  // Agreeing to a state that is there already sends nothing, and agreeing twice is agreeing once.
  const flowWrites = told.filter(({ declaration }) =>
    /^(call|message)_flow\.(?!accept_drift$)/.test(declaration.action ?? ""),
  );
  expect(flowWrites).toHaveLength(8);
  expect(told.filter(({ flowWrite }) => flowWrite !== undefined)).toEqual(flowWrites);
});
