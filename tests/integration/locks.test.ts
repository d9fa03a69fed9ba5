import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { acceptDrift } from "@/lib/mirror/drift";
import { setKeepDays } from "@/lib/workspaces/audit-retention";
import { changeWorkspace } from "@/lib/workspaces/change-workspace";
import { storeHealth } from "@/lib/workspaces/note-health";
import { setApiKey } from "@/lib/workspaces/set-api-key";
import { type MadeFlow, makeCallFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";

let portal: TestPortal;
let workspace: TestWorkspace;
let flow: MadeFlow;

beforeAll(async () => {
  portal = await openPortal();
  workspace = await portal.addWorkspace();
  flow = await makeCallFlow(portal.owner, workspace);
});
afterAll(() => portal.close());

const by = { actor: SYSTEM_ACTOR, request: null };
const waiting = z.object({ count: z.int() });

async function somebodyWaits(): Promise<boolean> {
  const [row] = await queryRows(database(), "who waits for a lock", waiting)`
    SELECT count(*)::int AS "count" FROM pg_stat_activity
    WHERE "datname" = current_database() AND "wait_event_type" = 'Lock'`;
  return (row?.count ?? 0) > 0;
}

/**
 * Does something while another transaction has the log's end, as a write has, and then refers to the same workspace and
 * flow, as the foreign keys of a write do at its very end.
 */
async function besideAWrite(act: () => Promise<unknown>): Promise<void> {
  let acting: Promise<unknown> = Promise.resolve();
  await database().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "AuditChain" WHERE "chain" = ${workspace.id} FOR UPDATE`;
    acting = act();
    acting.catch(() => {});
    await expect.poll(somebodyWaits, { timeout: 10_000 }).toBe(true);
    await tx.$queryRaw`SELECT 1 FROM "Workspace" WHERE "id" = ${workspace.id}::uuid FOR KEY SHARE`;
    await tx.$queryRaw`SELECT 1 FROM "Flow" WHERE "upstreamId" = ${flow.id} FOR KEY SHARE`;
  });
  await acting;
}

it.each<[string, () => Promise<unknown>]>([
  ["a key's health is stored", () => storeHealth(workspace.id, { state: "failing", detail: "refused" }, by)],
  ["a key is replaced", () => setApiKey(workspace.id, workspace.tenant.key, by)],
  ["a workspace is renamed", () => changeWorkspace(workspace.id, { name: "Other" }, by)],
  ["the log's retention is set", () => setKeepDays(workspace.id, 400, by)],
  [
    "an outside edit is kept",
    () =>
      acceptDrift({
        ...{ workspaceId: workspace.id, kind: "call_flow", upstreamId: flow.id, revision: 1 },
        ...{ actor: SYSTEM_ACTOR, request: null },
      }),
  ],
])("a write goes through while %s, and neither waits for the other for good", async (_, act) => {
  await besideAWrite(act);
});

/** The tables that others refer to. */
function referredTo(): string[] {
  const schema = readFileSync("prisma/schema.prisma", "utf8");
  return [
    ...new Set(
      [...schema.matchAll(/^\s+\w+\s+(\w+)\??\s+@relation\(fields/gm)].map(([, table = ""]) => table),
    ),
  ];
}

it("a row that others refer to is never locked together with its key", () => {
  const tables = referredTo();
  expect(tables).toEqual(expect.arrayContaining(["Workspace", "User", "Flow", "AuditWebhook"]));
  const wrong: string[] = [];
  for (const file of readdirSync("lib", { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts")) continue;
    const text = readFileSync(`lib/${file}`, "utf8");
    for (const { index } of text.matchAll(/FOR UPDATE/g)) {
      const from = [...text.slice(0, index).matchAll(/FROM "(\w+)"/g)].at(-1)?.[1] ?? "";
      if (tables.includes(from)) wrong.push(`${file}: ${from}`);
    }
  }
  expect(wrong).toEqual([]);
});
