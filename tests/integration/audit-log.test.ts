import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { verifyChain } from "@/lib/audit/verify/verify-chain";
import { database } from "@/lib/db/client";
import { eventsOf, makeCallFlow } from "@/tests/support/flow-steps";
import { notedWorkspace, recordNote } from "@/tests/support/noted-log";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import { rehash, tamper, tamperBy } from "@/tests/support/tampering";

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

describe("the database refuses", () => {
  it.each([
    ["UPDATE of events", `UPDATE "AuditEvent" SET "outcome" = 'failed'`],
    ["UPDATE that hits no row", `UPDATE "AuditEvent" SET "outcome" = 'x' WHERE false`],
    ["DELETE of events", `DELETE FROM "AuditEvent"`],
    ["TRUNCATE of events", `TRUNCATE "AuditEvent"`],
    ["TRUNCATE by cascade", `TRUNCATE "AuditEvent", "AuditChain" CASCADE`],
    ["UPDATE of a head", `UPDATE "AuditChain" SET "sequence" = 0`],
    ["DELETE of a head", `DELETE FROM "AuditChain"`],
    ["TRUNCATE of heads", `TRUNCATE "AuditChain"`],
    [
      "a head made by hand",
      `INSERT INTO "AuditChain" ("chain", "sequence", "hash") VALUES ('mine', 0, ''::bytea)`,
    ],
  ])("%s", async (_, statement) => {
    const before = await database().auditEvent.count();
    await expect(database().$executeRawUnsafe(statement)).rejects.toThrow(/append-only/);
    expect(await database().auditEvent.count()).toBe(before);
    expect((await verifyChain(workspace.id)).ok).toBe(true);
  });

  it("to take a sequence number or a hash from an insert", async () => {
    const id = await record("x");
    const copy = await database().auditEvent.findUniqueOrThrow({ where: { id } });
    const forged = {
      ...copy,
      id: "01900000-0000-7000-8000-000000000000",
      sequence: 999,
      hash: Buffer.from("00", "hex"),
    };
    const made = await database().auditEvent.create({ data: forged });
    expect(made.sequence).toBe(copy.sequence + 1);
    expect(Buffer.from(made.previousHash)).toEqual(Buffer.from(copy.hash));
  });
});

it("a recorded payload names the version of its form, which the API leaves out", async () => {
  const id = await record("x");
  const { payload } = await database().auditEvent.findUniqueOrThrow({ where: { id } });
  expect(JSON.parse(payload)).toMatchObject({ version: 1, id });
  const { json } = await portal.owner.get(`${workspace.path}/audit-events/${id}`);
  expect(json).toMatchObject({ id, action: "call_flow.update" });
  expect(json).not.toHaveProperty("version");
});

describe("verification finds", () => {
  it.each([
    ["nothing wrong with an event from before versions were numbered", /"version":1,/, ""],
    ["an event in a newer version, which it does not judge", /"version":1,/, '"version":99,'],
  ])("%s", async (_, version, instead) => {
    await tamper(async (tx) => {
      const where = { chain_sequence: { chain: workspace.id, sequence: 4 } };
      const { payload } = await tx.auditEvent.findUniqueOrThrow({ where });
      await tx.auditEvent.update({ where, data: { payload: payload.replace(version, instead) } });
      await rehash(tx, workspace.id);
    });
    const problem = expect.stringContaining("newer than this portal knows");
    expect((await verifyChain(workspace.id)).firstBad).toEqual(instead ? { sequence: 4, problem } : null);
  });

  it("nothing wrong with an untouched chain", async () => {
    const report = await verifyChain(workspace.id);
    expect(report).toMatchObject({ ok: true, firstBad: null, events: 6, head: { sequence: 6 } });
    expect((await verifyChain("portal")).ok).toBe(true);
  });

  it.each([
    [
      "a changed payload",
      (c: string) => `UPDATE "AuditEvent" SET "payload" = replace("payload", 'note 1', 'nope') WHERE ${c}`,
      4,
    ],
    [
      "a deleted row in the middle",
      (c: string) => `DELETE FROM "AuditEvent" WHERE "sequence" = 3 AND ${c}`,
      4,
    ],
    ["a deleted first row", (c: string) => `DELETE FROM "AuditEvent" WHERE "sequence" = 1 AND ${c}`, 2],
    ["a cut tail", (c: string) => `DELETE FROM "AuditEvent" WHERE "sequence" > 4 AND ${c}`, 5],
    ["a chain without any event left", (c: string) => `DELETE FROM "AuditEvent" WHERE ${c}`, 1],
    [
      "an outcome column that lies",
      (c: string) => `UPDATE "AuditEvent" SET "outcome" = 'failed' WHERE "sequence" = 5 AND ${c}`,
      5,
    ],
    [
      "an actor column that lies",
      (c: string) => `UPDATE "AuditEvent" SET "actorId" = 'someone' WHERE "sequence" = 2 AND ${c}`,
      2,
    ],
    [
      "a time column that lies",
      (c: string) =>
        `UPDATE "AuditEvent" SET "occurredAt" = now() - interval '1 day' WHERE "sequence" = 5 AND ${c}`,
      5,
    ],
    [
      "two rows before the first one",
      (c: string) =>
        `UPDATE "AuditEvent" SET "sequence" = CASE "sequence" WHEN 4 THEN -5 ELSE -4 END WHERE "sequence" IN (4, 5) AND ${c}`,
      -5,
    ],
  ])("%s", async (_, statement, firstBad) => {
    await tamperBy(statement(ours()));
    const report = await verifyChain(workspace.id);
    expect(report.ok).toBe(false);
    expect(report.firstBad?.sequence).toBe(firstBad);
    const verified = await portal.owner.get(`${workspace.path}/audit-events/verify`);
    expect([verified.status, verified.json.ok]).toEqual([200, false]);
  });

  it("a last row that was rewritten together with its hash", async () => {
    await tamperBy(`
      UPDATE "AuditEvent" SET "payload" = replace("payload", 'note 3', 'nope'),
        "hash" = sha256("previousHash" || convert_to(replace("payload", 'note 3', 'nope'), 'UTF8'))
      WHERE "sequence" = 6 AND ${ours()}`);
    expect((await verifyChain(workspace.id)).ok).toBe(false);
  });
});

describe("the chain", () => {
  it("has no gap after many inserts at once, and one chain per workspace", async () => {
    const other = await portal.addWorkspace();
    const names = Array.from({ length: 25 }, (_, n) => `parallel ${n}`);
    await Promise.all([
      ...names.map(record),
      ...names.map((name) => portal.owner.call("PATCH", other.path, { body: { name } })),
    ]);
    const rows = await database().auditEvent.findMany({
      where: { chain: workspace.id },
      orderBy: { sequence: "asc" },
    });
    expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 31 }, (_, n) => n + 1));
    for (const chain of [workspace.id, other.id, "portal"]) expect((await verifyChain(chain)).ok).toBe(true);
    expect((await verifyChain(other.id)).events).toBe(26);
  });

  it("is not moved by a transaction that is rolled back", async () => {
    await expect(
      database().$transaction(async (tx) => {
        await recordEvent(tx, {
          workspaceId: workspace.id,
          actor: SYSTEM_ACTOR,
          action: "call_flow.update",
          outcome: "succeeded",
        });
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    await record("after");
    expect(await verifyChain(workspace.id)).toMatchObject({ ok: true, events: 7 });
  });

  it("keeps the actor's name and role as they were", async () => {
    const person = await portal.addPerson("Before", [[workspace, "editor"]]);
    await makeCallFlow(person, workspace);
    await portal.owner.call("PATCH", `/api/users/${person.userId}`, { body: { name: "After" } });
    await portal.owner.call("PATCH", `${workspace.path}/members/${person.userId}`, {
      body: { role: "viewer" },
    });
    const [event] = await eventsOf(portal.owner, workspace, `&actor=${person.userId}`);
    expect(event.actor).toMatchObject({ name: "Before", role: "editor" });
  });
});

describe("the list of events", () => {
  it("says which event is not readable any more, and what to do", async () => {
    await tamperBy(`UPDATE "AuditEvent" SET "payload" = 'odd' WHERE "sequence" = 4 AND ${ours()}`);
    const { status, json } = await portal.owner.get(`${workspace.path}/audit-events`);
    expect([status, json.code]).toEqual([409, "conflict"]);
    expect(json.detail).toMatch(/event 4 is not readable.*Verify the log/);
  });

  it("pages newest first without losing or repeating one, and filters", async () => {
    const seen: number[] = [];
    let cursor = "";
    do {
      const { json } = await portal.owner.get(`${workspace.path}/audit-events?limit=2${cursor}`);
      seen.push(...json.items.map(({ sequence }: { sequence: number }) => sequence));
      cursor = json.nextCursor ? `&cursor=${json.nextCursor}` : "";
    } while (cursor);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1]);
    const count = async (query: string) => (await eventsOf(portal.owner, workspace, query)).length;
    expect(await count("&q=NOTE%202")).toBe(1);
    expect(await count("&q=not")).toBe(4);
    expect(await count("&q=ote")).toBe(0);
    expect(await count("&target=665f00000000000000000001")).toBe(4);
    expect(await count(`&from=${new Date(Date.now() + 60_000).toISOString()}`)).toBe(0);
    expect(await count(`&to=${new Date(Date.now() + 60_000).toISOString()}`)).toBe(6);
    expect(await count("&outcome=denied")).toBe(0);
    for (const query of ["outcome=maybe", "limit=0", "from=yesterday", "colour=red"]) {
      const answer = await portal.owner.get(`${workspace.path}/audit-events?${query}`);
      expect([query, answer.status, answer.json.code]).toEqual([query, 400, "invalid_query"]);
    }
    for (const query of ["cursor=1e300", "cursor=x", "cursor=-1", "cursor=99999999999"]) {
      const { status } = await portal.owner.get(`${workspace.path}/audit-events?${query}`);
      expect([query, status === 200 || status === 400]).toEqual([query, true]);
    }
  });
});
