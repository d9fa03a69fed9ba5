import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { expect, test } from "vitest";
import { METHODS, SIGN_IN_PATHS } from "@/lib/openapi/operation";
import { documentPaths, portalDocument } from "@/lib/openapi/portal-document";
import { undeclaredHandlers } from "@/tests/support/route-rules";
import { apiRoutes, collectOperations } from "./openapi/api-routes";

const FILE = fileURLToPath(new URL("../docs/openapi.json", import.meta.url));

const text = readFileSync(FILE, "utf8");
const document: ReturnType<typeof portalDocument> = JSON.parse(text);
const collected = await collectOperations();
const declared = collected.filter(({ path }) => !path.startsWith(SIGN_IN_PATHS));
const nameOf = ({ method, path }: { method: string; path: string }) => `${method.toUpperCase()} ${path}`;

/** A document in parts that are compared one by one: a diff of two whole documents takes too long to print. */
function partsOf({ paths = {}, ...rest }: ReturnType<typeof portalDocument>): Map<string, string> {
  return new Map(Object.entries({ ...paths, ...rest }).map(([name, part]) => [name, JSON.stringify(part)]));
}

test("docs/openapi.json equals the routes' declarations (npm run docs:openapi writes it)", () => {
  const written = partsOf(document);
  const wanted = partsOf(portalDocument(collected));
  const stale = [...wanted.keys(), ...written.keys()].filter(
    (name) => wanted.get(name) !== written.get(name),
  );
  expect([...new Set(stale)]).toEqual([]);
});

test("every handler on disk is in docs/openapi.json, which has no other operation", async () => {
  const onDisk: string[] = [];
  for (const { path, load } of apiRoutes().filter((route) => !route.path.startsWith(SIGN_IN_PATHS))) {
    const module = await load();
    const published = path.replaceAll("[", "{").replaceAll("]", "}");
    onDisk.push(...METHODS.filter((method) => module[method]).map((method) => `${method} ${published}`));
  }
  const published = Object.entries(document.paths ?? {})
    .filter(([path]) => !path.startsWith(SIGN_IN_PATHS))
    .flatMap(([path, operations]) => Object.keys(operations).map((method) => nameOf({ method, path })));
  expect(published.sort()).toEqual(onDisk.sort());
});

test("every route states its callers, and each that changes something its audit action", async () => {
  expect(await undeclaredHandlers(apiRoutes())).toEqual([]);
});

test("no operation's id is another's, and each is a verb and a noun", () => {
  const ids = collected.map(({ declaration }) => declaration.operationId);
  expect(ids).toEqual([...new Set(ids)]);
  expect(ids.filter((id) => !/^[a-z]+([A-Z][a-z]*)*$/.test(id))).toEqual([]);
});

test.each(declared.map((operation) => ({ name: nameOf(operation), operation })))(
  "the document describes $name by the very schemas that its handler parses with",
  ({ operation }) => {
    const described = documentPaths([operation])[operation.path]?.[operation.method];
    expect(described?.requestParams?.query).toBe(operation.declaration.query);
    expect(described?.requestBody?.content["application/json"]?.schema).toBe(operation.declaration.body);
  },
);

test("exactly the writes to flows, and new jobs and transfers of them, ask for an Idempotency-Key", () => {
  // Accepting a stored state and watching a flow send nothing, and twice is the same as once.
  const flowWrites = declared.filter(({ declaration }) =>
    /^((call|message)_flow\.(?!(accept_drift|watch|unwatch)$)|(job\.start|transfer\.apply)$)/.test(
      declaration.action ?? "",
    ),
  );
  expect(flowWrites).toHaveLength(10);
  expect(declared.filter(({ declaration }) => declaration.flowWrite !== undefined)).toEqual(flowWrites);
});

test("a public linter finds nothing to say about the document", async () => {
  const config = await createConfig({
    extends: ["recommended"],
    // Liveness, readiness and the token for signing in refuse nobody, and a sign-in at a provider answers by redirects alone.
    rules: { "operation-4xx-response": "off", "operation-2xx-response": "off" },
  });
  const problems = await lintFromString({ source: text, absoluteRef: FILE, config });
  expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
    [],
  );
});
