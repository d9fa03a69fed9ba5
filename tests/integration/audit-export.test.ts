import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { makeCheckpoint } from "@/lib/audit/checkpoints/make-checkpoint";
import { exportEvents } from "@/lib/audit/export/export-events";
import { openExport } from "@/lib/audit/export/open-export";
import { retireEvents } from "@/lib/audit/retention/retire-events";
import { eventsOf } from "@/tests/support/flow-steps";
import { notedWorkspace, recordNote } from "@/tests/support/noted-log";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import { tamperBy } from "@/tests/support/tampering";

/** The contents of an export, and the events of exports that can't be made or that break off. */
let portal: TestPortal;
let workspace: TestWorkspace;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

beforeEach(async () => {
  workspace = await notedWorkspace(portal);
});

const record = (name: string) => recordNote(workspace, name);

const ours = () => `"chain" = '${workspace.id}'`;

it("an export can be checked with ten lines of anybody's own code", async () => {
  const { text, headers, status } = await portal.owner.get(
    `${workspace.path}/audit-events/export?format=ndjson`,
  );
  expect([status, headers.get("content-type")]).toEqual([200, "application/x-ndjson"]);
  let previous = Buffer.alloc(0);
  let expected = 1;
  for (const line of text.trim().split("\n")) {
    const { sequence, payload, previousHash, hash } = JSON.parse(line);
    expect([sequence, previousHash]).toEqual([expected++, previous.toString("hex")]);
    previous = createHash("sha256").update(previous).update(payload, "utf8").digest();
    expect(hash).toBe(previous.toString("hex"));
  }
  // Six events, and the export itself, which was recorded before its first byte.
  expect(expected - 1).toBe(7);
  const last = JSON.parse(text.trim().split("\n").at(-1) ?? "");
  expect(JSON.parse(last.payload)).toMatchObject({ action: "audit.export", detail: { format: "ndjson" } });
});

it("an export as CSV never holds a cell that a spreadsheet would run", async () => {
  await record('=HYPERLINK("http://evil.example")');
  const { text, headers } = await portal.owner.get(`${workspace.path}/audit-events/export?format=csv`);
  expect(headers.get("content-disposition")).toContain("audit-events.csv");
  expect(text).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
  expect(text.trim().split("\r\n")).toHaveLength(9);
});

const recorded = async () =>
  (await eventsOf(portal.owner, workspace, "&action=audit.export")).map(({ outcome, detail }) => [
    outcome,
    detail.code,
  ]);

it.each([
  ["a checkpoint that never was", "size=5000"],
  ["an earlier checkpoint that never was", "since=5000"],
])("an export that is to be proven by %s is recorded as failed, and as nothing else", async (_, query) => {
  const { status } = await portal.owner.get(`${workspace.path}/audit-events/export?${query}`);
  expect(status).toBe(404);
  expect(await recorded()).toEqual([["failed", "not_found"]]);
});

it.each([true, false])(
  "an export of a log that was changed is recorded as failed alone (signed last: %s)",
  async (signedLast) => {
    await makeCheckpoint(workspace.id);
    if (!signedLast) await record("news");
    await tamperBy(`UPDATE "AuditEvent" SET "hash" = sha256('x') WHERE "sequence" = 2 AND ${ours()}`);
    const { status } = await portal.owner.get(`${workspace.path}/audit-events/export`);
    expect(status).toBe(409);
    expect(await recorded()).toEqual([["failed", "conflict"]]);
  },
);

it.each([true, false])(
  "an export of a log that lost an event is recorded as failed alone, and no other event is proven (signed last: %s)",
  async (signedLast) => {
    const kept = await record("kept");
    await makeCheckpoint(workspace.id);
    if (!signedLast) await record("news");
    await tamperBy(`DELETE FROM "AuditEvent" WHERE "sequence" = 3 AND ${ours()}`);
    for (const path of [`audit-events/${kept}/proof`, "audit-events/export?proof=1"]) {
      const { status, json } = await portal.owner.get(`${workspace.path}/${path}`);
      expect([path, status, json.code]).toEqual([path, 409, "conflict"]);
      expect(json.detail).toContain("event 3 is missing");
    }
    expect(await recorded()).toEqual([["failed", "conflict"]]);
  },
);

it.each(["after=3&size=", "since="])(
  "an export that names a checkpoint which somebody forged (%s) is refused as one of a log that was changed",
  async (query) => {
    const size = (await makeCheckpoint(workspace.id))?.size;
    await record("news");
    await makeCheckpoint(workspace.id);
    await tamperBy(`UPDATE "AuditCheckpoint" SET "note" = replace("note", 'time 2', 'time 1')
      WHERE "size" = ${size} AND ${ours()}`);
    const { status, json } = await portal.owner.get(`${workspace.path}/audit-events/export?${query}${size}`);
    expect([status, json.code]).toEqual([409, "conflict"]);
    expect(json.detail).toContain("was not signed by this portal");
    expect(await recorded()).toEqual([["failed", "conflict"]]);
  },
);

it("an export that continues an earlier one is recorded once it has begun", async () => {
  const first = await portal.owner.get(`${workspace.path}/audit-events/export`);
  const size = first.headers.get("x-audit-checkpoint-size");
  const { status } = await portal.owner.get(`${workspace.path}/audit-events/export?after=3&size=${size}`);
  expect(status).toBe(200);
  expect(await recorded()).toEqual([
    ["succeeded", undefined],
    ["succeeded", undefined],
  ]);
});

it("an export has exactly the events that match its filters", async () => {
  const { text } = await portal.owner.get(
    `${workspace.path}/audit-events/export?action=call_flow.create&outcome=succeeded`,
  );
  const lines = text.trim().split("\n");
  expect(lines.map((line) => JSON.parse(JSON.parse(line).payload).action)).toEqual(["call_flow.create"]);
});

it.each(["csv", "ocsf", "ndjson"] as const)(
  "an export of some events (%s) that retention overtakes breaks off, and is never signed as whole",
  async (format) => {
    await portal.owner.call("PUT", `${workspace.path}/audit-settings`, { body: { keepDays: 30 } });
    const filter = { chain: workspace.id, outcome: "succeeded" };
    const opened = await openExport({ filter, format, name: "Clinic", proof: format === "ndjson" });
    expect(await retireEvents(workspace.id, 30, new Date(Date.now() + 40 * 86_400_000))).toBeGreaterThan(0);
    const read = async () => {
      for await (const text of exportEvents(opened)) expect(text).not.toContain('"end"');
    };
    await expect(read()).rejects.toThrow("Old events were removed while they were exported");
  },
);

it("an export that breaks off after its answer began is reported as failed, in the log and to the operator", async () => {
  await tamperBy(`UPDATE "AuditEvent" SET "payload" = 'unreadable' WHERE "sequence" = 3 AND ${ours()}`);
  const answer = await portal.owner.open("GET", `${workspace.path}/audit-events/export?format=csv`);
  expect(answer.status).toBe(200);
  await expect(answer.text()).rejects.toThrow();
  expect(await recorded()).toEqual([
    ["succeeded", undefined],
    ["failed", "conflict"],
  ]);
  expect(portal.logLines.filter((line) => line.includes("export of the audit log broke off"))).toHaveLength(
    1,
  );
});

it("an export signs no count that its caller made up", async () => {
  const size = (await makeCheckpoint(workspace.id))?.size ?? 0;
  const path = `${workspace.path}/audit-events/export?proof=1&size=${size}&after=${size + 1}`;
  const { status, json } = await portal.owner.get(path);
  expect([status, json.code]).toEqual([400, "invalid_query"]);
  expect(json.errors).toEqual([
    { path: "/after", message: `must be at most ${size}, the size of the checkpoint` },
  ]);
});

it("an export of a checkpoint whose events are all gone is refused", async () => {
  await portal.owner.call("PUT", `${workspace.path}/audit-settings`, { body: { keepDays: 30 } });
  const early = (await makeCheckpoint(workspace.id))?.size ?? 0;
  await record("later");
  await makeCheckpoint(workspace.id);
  await retireEvents(workspace.id, 30, new Date(Date.now() + 40 * 86_400_000));
  const { status, json } = await portal.owner.get(
    `${workspace.path}/audit-events/export?proof=1&size=${early}`,
  );
  expect([status, json.code]).toEqual([409, "conflict"]);
});
