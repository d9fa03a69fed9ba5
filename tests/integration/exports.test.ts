import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { FIELDS } from "@/lib/flows/fields/flow-fields";
import { arbitraryCallFlow, arbitraryMessageFlow } from "@/tests/support/arbitrary-flows";
import { everyCallFlowField, everyMessageFlowField } from "@/tests/support/flow-bodies";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";

/** EXPORT_CASES sets the number of random flows of each kind and generation; a failure prints its seed. */
const CASES = Number(process.env.EXPORT_CASES ?? 25);

// biome-ignore lint/suspicious/noExplicitAny: documents are plain JSON here, checked by comparing them.
type Json = any;

let portal: TestPortal;
let source: TestWorkspace;
let target: TestWorkspace;

beforeAll(async () => {
  portal = await openPortal({ env: { UPSTREAM_TIMEOUT_MS: "20000" } });
  await portal.sandbox.changeState(({ workspaces }) => {
    for (const row of workspaces) row.mayCreateGlobalFlows = true;
  });
});
afterAll(() => portal.close());
beforeEach(async () => {
  await portal.sandbox.settings({ generation: "newer" });
  [source, target] = [await portal.addWorkspace(), await portal.addWorkspace()];
  // Both have one agent, folder and knowledge base of each name, by which references find each other.
  for (const { path } of [source, target])
    for (const list of ["agents?kind=call", "agents?kind=omni", "folders", "knowledge-bases"])
      await portal.owner.get(`${path}/${list}`);
});

const segments = { call_flow: "call-flows", message_flow: "message-flows" } as const;
type Kind = keyof typeof segments;

async function make(workspace: TestWorkspace, kind: Kind, body: Json): Promise<string> {
  const path = `${workspace.path}/${segments[kind]}`;
  const answer = await portal.owner.write("POST", path, body);
  expect(answer.status, answer.text).toBe(201);
  return `${path}/${answer.json.id}`;
}

/** Types what an import leaves to be typed: the values of headers. */
function typed(request: Json): Json {
  const webhooks = request.webhooks?.map(({ headers, ...webhook }: Json) => ({
    ...webhook,
    ...(headers ? { headers: Object.fromEntries(Object.keys(headers).map((name) => [name, "typed"])) } : {}),
  }));
  return webhooks ? { ...request, webhooks } : request;
}

/** Exports a flow, brings the file into the other workspace, and returns both flows as the portal shows them. */
async function roundTrip(
  kind: Kind,
  path: string,
): Promise<{ file: Json; before: Json; after: Json; item: Json }> {
  const exported = await portal.owner.get(`${path}/export`);
  expect(exported.status, exported.text).toBe(200);
  const preview = await portal.owner.call("POST", `${target.path}/imports/preview`, {
    body: { files: [exported.json] },
  });
  const [item] = preview.json.items;
  expect(item.kind).toBe(kind);
  const made = await make(target, kind, typed(item.request));
  return {
    file: exported.json,
    before: (await portal.owner.get(path)).json,
    after: (await portal.owner.get(made)).json,
    item,
  };
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === "" ||
  value === false ||
  (Array.isArray(value) && value.length === 0);

/** The paths of a kind's own values that a request may set. */
const settable = (kind: Kind) =>
  Object.entries(FIELDS[kind]).flatMap(([path, { life, kind: of }]) =>
    life === "made" || life === "copy" || of === "whole" || path.includes("/*") ? [] : [path],
  );
const at = (flow: Json, path: string) =>
  path
    .slice(1)
    .split("/")
    .reduce((value, step) => value?.[step], flow);

/** What a file brings along as it is: not what means something in one workspace, is a switch, or only an update sets. */
function travels(kind: Kind, path: string, item: Json): boolean {
  const isOwn = /^\/(agent|folderId|isActive|autopilot|isGlobal|preConfiguredWorkspaceId|webhooks)$/.test(
    path,
  );
  const isDropped = item.dropped.some(
    (one: Json) => `${path}/`.startsWith(`${one.path}/`) || one.path.startsWith(`${path}/`),
  );
  return !isOwn && !isDropped && path !== "/settings/knowledgeBases" && FIELDS[kind][path]?.life !== "later";
}

function expectSame(kind: Kind, { before, after, item }: { before: Json; after: Json; item: Json }): void {
  for (const path of settable(kind)) {
    if (!travels(kind, path, item) || isEmpty(at(before, path))) continue;
    expect([path, at(after, path)]).toEqual([path, at(before, path)]);
  }
}

describe.each(["newer", "older"] as const)("a flow of the %s generation", (generation) => {
  it.each<[Kind, (workspace: TestWorkspace) => Json]>([
    ["call_flow", everyCallFlowField],
    ["message_flow", everyMessageFlowField],
  ])("with every documented field of a %s comes into another workspace by its export", async (kind, body) => {
    await portal.sandbox.settings({ generation });
    const trip = await roundTrip(kind, await make(source, kind, body(source)));
    expectSame(kind, trip);
    expect(JSON.stringify(trip.file)).not.toContain("secret-token-value");
    // References have their names with them, so that they are found there.
    const reference = trip.file.flow.agent;
    expect(reference).toMatchObject({ id: trip.before.agent, name: expect.any(String) });
    expect(trip.item.mapped.map((one: Json) => one.path)).toContain("/agent");
    expect(trip.after.agent).not.toBe(trip.before.agent);
  });

  it.each<[Kind, typeof arbitraryCallFlow]>([
    ["call_flow", arbitraryCallFlow],
    ["message_flow", arbitraryMessageFlow],
  ])("a random %s is the same after its export was imported", async (kind, arbitrary) => {
    await portal.sandbox.settings({ generation });
    await fc.assert(
      fc.asyncProperty(arbitrary(source.tenant), async ({ agent: _, isGlobal: __, ...body }: Json) => {
        const agent = kind === "message_flow" ? { agent: source.tenant.omniFlowAgentIds[0] } : {};
        expectSame(kind, await roundTrip(kind, await make(source, kind, { ...body, ...agent })));
      }),
      { numRuns: CASES, interruptAfterTimeLimit: 45_000 },
    );
  });
});
