import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCheckpoint } from "@/lib/audit/checkpoints/make-checkpoint";
import type { ExportReport } from "@/lib/audit/proof/export-report";
import { writePublicKey } from "@/lib/audit/proof/keys";
import { recordEvent } from "@/lib/audit/record-event";
import { retireEvents } from "@/lib/audit/retention/retire-events";
import { verifyChain } from "@/lib/audit/verify/verify-chain";
import { database } from "@/lib/db/client";
import { readArguments } from "@/scripts/verify-audit/arguments";
import { verifyFiles } from "@/scripts/verify-audit/verify-files";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";
import { tamper, tamperBy } from "@/tests/support/tampering";

const EVENTS = 700;
const DAY_MS = 86_400_000;

let portal: TestPortal;
let workspace: TestWorkspace;
let auditor: PortalClient;
let folder: string;
let publicKey: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sb-proof-"));
  portal = await openPortal();
  workspace = await portal.addWorkspace({ name: "Harbour Dental" });
  auditor = await portal.addPerson("Ada Auditor", [[workspace, "auditor"]]);
  await happen(300);
  await makeCheckpoint(workspace.id);
  await happen(EVENTS - 300);
  const { json } = await auditor.get("/api/audit-keys");
  publicKey = await file("public.pem", (await auditor.get(`/api/audit-keys/${json.items[0].id}`)).text);
});
afterAll(async () => {
  await portal.close();
  await rm(folder, { recursive: true, force: true });
});

async function happen(count: number): Promise<void> {
  await database().$transaction(async (tx) => {
    for (let n = 0; n < count; n++) {
      await recordEvent(tx, {
        workspaceId: workspace.id,
        actor: { type: "user", id: `person-${n % 3}`, email: null, name: `Person ${n % 3}`, role: "editor" },
        action: "call_flow.update",
        outcome: n % 10 === 0 ? "failed" : "succeeded",
        target: { type: "call_flow", id: `flow-${n % 7}`, name: `Flow ${n % 7}` },
        changes: [{ path: "/name", before: `=name ${n}`, after: `name ${n + 1}` }],
      });
    }
  });
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

/** Verifies files as the command does. (The command itself is run by the browser tests, on a machine with nothing else.) */
async function verifyOffline(...words: string[]): Promise<{ code: number; report: ExportReport }> {
  const requested = readArguments(words);
  if (!requested) throw new Error("only help was requested");
  const report = await verifyFiles(requested);
  return { code: report.verdict === "good" ? 0 : 1, report };
}

const download = async (query: string) => await auditor.get(`${workspace.path}/audit-events/export?${query}`);
const good = (events: number) => ({ code: 0, report: { verdict: "good", events, fault: null } });

describe("an export with proof verifies offline", () => {
  it("as a whole log, whose root and head are recomputed", async () => {
    const path = await file("whole.ndjson", (await download("proof=1")).text);
    const { code, report } = await verifyOffline(path, "--key", publicKey);
    expect({ code, report }).toMatchObject({ code: 0, report: { verdict: "good", complete: true } });
    expect(report.events).toBeGreaterThan(EVENTS);
  });

  it.each([
    "outcome=failed",
    "q=351",
    "actor=person-1&target=flow-4",
    "field=/name&from=2020-01-01T00:00:00Z",
  ])("as a part of it (%s), where each event proves its place", async (filter) => {
    const path = await file("part.ndjson", (await download(`proof=1&${filter}`)).text);
    const { code, report } = await verifyOffline(path, "--key", publicKey);
    expect({ code, report }).toMatchObject({ code: 0, report: { verdict: "good", complete: false } });
    const { json } = await auditor.get(`${workspace.path}/audit-events?limit=200&${filter}`);
    expect(report.events).toBeGreaterThanOrEqual(json.items.length);
    expect(json.items.length).toBeGreaterThan(0);
  });

  it.each(["csv", "ocsf"])("as %s, with the proof in a file beside it", async (format) => {
    const events = await download(`format=${format}&outcome=failed`);
    const size = events.headers.get("x-audit-checkpoint-size");
    const proof = await download(`format=proof&outcome=failed&size=${size}`);
    const ending = format === "csv" ? "csv" : "ocsf.ndjson";
    const [of, beside] = [await file(`e.${ending}`, events.text), await file("p.ndjson", proof.text)];
    expect(await verifyOffline(of, "--proof", beside, "--key", publicKey)).toMatchObject(good(70));
    const edited = await file(`x.${ending}`, events.text.replaceAll("name 41", "name 14"));
    expect((await verifyOffline(edited, "--proof", beside, "--key", publicKey)).code).toBe(1);
  });

  it("of one event alone", async () => {
    const { json } = await auditor.get(`${workspace.path}/audit-events?limit=1&q=351`);
    const [event] = json.items;
    const proof = await auditor.get(`${workspace.path}/audit-events/${event.id}/proof`);
    expect(proof.json).toMatchObject({ sequence: event.sequence, hash: event.integrity.hash, holds: true });
    const path = await file("one.ndjson", (await download(`proof=1&event=${event.id}`)).text);
    expect(await verifyOffline(path, "--key", publicKey)).toMatchObject(good(1));
  });

  it("and is proven to continue a checkpoint that was kept", async () => {
    const { json } = await auditor.get(`${workspace.path}/audit-checkpoints`);
    const kept = json.items.at(-1);
    const earlier = await file("earlier.txt", kept.note);
    const path = await file(
      "since.ndjson",
      (await download(`proof=1&outcome=failed&since=${kept.size}`)).text,
    );
    expect(await verifyOffline(path, "--key", publicKey, "--earlier", earlier)).toMatchObject(good(70));
    expect((await download("proof=1&since=7")).json.code).toBe("not_found");
  });

  it("when it broke off and was resumed from the last line that arrived", async () => {
    for (const filter of ["", "&outcome=failed"]) {
      const whole = await download(`proof=1${filter}`);
      const size = whole.headers.get("x-audit-checkpoint-size");
      const lines = whole.text.split("\n");
      const arrived = lines.slice(0, 40);
      const last = JSON.parse(arrived.at(-1) ?? "").sequence;
      const rest = await download(`proof=1${filter}&after=${last}&size=${size}`);
      const path = await file("resumed.ndjson", `${arrived.join("\n")}\n${rest.text}`);
      expect(await verifyOffline(path, "--key", publicKey)).toMatchObject({
        code: 0,
        report: { verdict: "good" },
      });
    }
  });
});

describe("an export that was tampered with", () => {
  it("is refused, with another portal's key too", async () => {
    const { text } = await download("proof=1&outcome=failed");
    const short = await file("short.ndjson", text.split("\n").toSpliced(3, 1).join("\n"));
    expect((await verifyOffline(short, "--key", publicKey)).code).toBe(1);
    const whole = await file("other.ndjson", text);
    const { publicKey: foreign } = generateKeyPairSync("ed25519");
    const otherKey = await file("other.pem", writePublicKey(foreign));
    const { code, report } = await verifyOffline(whole, "--key", otherKey);
    expect([code, report.fault?.code]).toEqual([1, "other-key"]);
  });
});

describe("a new signing key", () => {
  it("signs from then on, and the old one's signatures stay valid", async () => {
    const before = (await auditor.get("/api/audit-keys")).json.items.length;
    await portal.owner.call("POST", "/api/audit-keys", { body: {} });
    const keys = (await auditor.get("/api/audit-keys")).json.items;
    expect(keys.length).toBe(before + 1);
    expect(keys.filter(({ retiredAt }: { retiredAt: string | null }) => retiredAt === null).length).toBe(1);
    await happen(3);
    expect((await makeCheckpoint(workspace.id))?.keyId).toBe(keys[0].id);
    expect(await verifyChain(workspace.id)).toMatchObject({ ok: true, unsigned: 0 });
    expect((await auditor.call("POST", "/api/audit-keys", { body: {} })).status).toBe(403);
  });

  it("makes exports that need the old keys, too: all come in one file", async () => {
    const whole = await file("rotated.ndjson", (await download("proof=1")).text);
    const allKeys = await file("all.pem", (await auditor.get("/api/audit-keys/all")).text);
    expect((await verifyOffline(whole, "--key", publicKey)).code).toBe(1);
    expect(await verifyOffline(whole, "--key", allKeys)).toMatchObject({ code: 0 });
    expect((await auditor.get("/api/audit-keys/none")).status).toBe(404);
  });
});

describe("retention", () => {
  const later = new Date(Date.now() + 40 * DAY_MS);

  it("is set by an admin, for 30 days at least, and says so in the log", async () => {
    const path = `${workspace.path}/audit-settings`;
    expect((await auditor.call("PUT", path, { body: { keepDays: 90 } })).status).toBe(403);
    const refused = await portal.owner.call("PUT", path, { body: { keepDays: 7 } });
    expect(refused.json.errors[0]).toMatchObject({ path: "/keepDays", message: "must be at least 30 days" });
    expect((await portal.owner.call("PUT", path, { body: { keepDays: 30 } })).json).toEqual({ keepDays: 30 });
    const { json } = await auditor.get(
      `${workspace.path}/audit-events?action=audit_settings.update&outcome=succeeded`,
    );
    expect(json.items[0].changes).toEqual([{ path: "/keepDays", before: null, after: 30 }]);
    // Setting the rule again changes nothing; it stays on record.
    expect((await portal.owner.call("PUT", path, { body: { keepDays: 30 } })).status).toBe(200);
  });

  it("removes nothing by a rule that the log does not record, as when somebody wrote it into the database", async () => {
    await expect(retireEvents(workspace.id, 31, later)).rejects.toThrow(/does not say/);
    await expect(retireEvents(workspace.id, -1, later)).rejects.toThrow(/does not say/);
    const other = await portal.addWorkspace();
    await expect(retireEvents(other.id, 30, later)).rejects.toThrow(/does not say/);
  });

  it("removes nothing by a rule that was in force until somebody chose to keep everything for ever", async () => {
    const other = await portal.addWorkspace();
    const path = `${other.path}/audit-settings`;
    for (const keepDays of [90, null]) await portal.owner.call("PUT", path, { body: { keepDays } });
    await expect(retireEvents(other.id, 90, later)).rejects.toThrow(/does not say/);
  });

  it("keeps everything for ever by default, and young events in any case", async () => {
    expect(await retireEvents(workspace.id, 30, new Date())).toBe(0);
  });

  it("removes whole signed ranges; the rest, and every later proof, still verifies", async () => {
    const { size: signed } = (await makeCheckpoint(workspace.id)) ?? { size: 0 };
    await happen(20);
    expect(await retireEvents(workspace.id, 30, later)).toBe(signed);
    const report = await verifyChain(workspace.id);
    expect(report).toMatchObject({ ok: true, retired: signed, events: 21 });
    const [removal] = (await auditor.get(`${workspace.path}/audit-events?action=audit.retire`)).json.items;
    expect(removal.detail).toMatchObject({ from: 1, through: signed, events: signed, keepDays: 30 });

    // A removed part of a tile (700-odd is no multiple of 256), and tiles that only now become whole.
    await happen(400);
    for (const filter of ["", "&outcome=failed"]) {
      const path = await file("rest.ndjson", (await download(`proof=1${filter}`)).text);
      expect(await verifyOffline(path, "--key", await currentKey())).toMatchObject({
        code: 0,
        report: { verdict: "good" },
      });
    }
    expect(await verifyChain(workspace.id)).toMatchObject({ ok: true });
  });

  it("forgets the words of the removed events", async () => {
    const words = await database().auditWord.findMany({
      where: { chain: workspace.id, word: { in: ["431", "person"] } },
    });
    expect(words.map(({ word }) => word)).toEqual(["person"]);
  });

  it("removes no event that differs from the signed one", async () => {
    await makeCheckpoint(workspace.id);
    await tamper(
      (tx) =>
        tx.$executeRaw`UPDATE "AuditEvent" SET "outcome" = 'denied' WHERE "chain" = ${workspace.id} AND "outcome" = 'failed'`,
    );
    const before = await database().auditEvent.count({ where: { chain: workspace.id } });
    await expect(retireEvents(workspace.id, 30, later)).rejects.toThrow(/tampered with/);
    expect(await database().auditEvent.count({ where: { chain: workspace.id } })).toBe(before);
    await tamper(
      (tx) =>
        tx.$executeRaw`UPDATE "AuditEvent" SET "outcome" = "payload"::json ->> 'outcome' WHERE "chain" = ${workspace.id}`,
    );
  });

  it("finds an event that was put into the removed range, and a removal that nobody signed", async () => {
    const where = `WHERE "chain" = '${workspace.id}'`;
    await tamperBy(`
      INSERT INTO "AuditEvent" ("id", "chain", "sequence", "occurredAt", "settledAt", "actorType", "action", "outcome", "payload")
      SELECT gen_random_uuid(), "chain", 2, "occurredAt", "settledAt", "actorType", "action", "outcome", "payload"
      FROM "AuditEvent" ${where} ORDER BY "sequence" DESC LIMIT 1`);
    expect((await verifyChain(workspace.id)).firstBad).toMatchObject({ sequence: 2 });
    // The next removal doesn't remove it either.
    await makeCheckpoint(workspace.id);
    await expect(retireEvents(workspace.id, 30, later)).rejects.toThrow(/event 2/);
    await tamperBy(`DELETE FROM "AuditEvent" ${where} AND "sequence" = 2`);
    expect(await verifyChain(workspace.id)).toMatchObject({ ok: true });

    // The last removal covers all removed events, and yet the earlier removals are checked too.
    expect(await retireEvents(workspace.id, 30, later)).toBeGreaterThan(0);
    expect(await verifyChain(workspace.id)).toMatchObject({ ok: true });
    for (const [deed, undo] of [
      [`"statement" = "statement" || 'x'`, `"statement" = rtrim("statement", 'x')`],
      [`"firstSequence" = 2`, `"firstSequence" = 1`],
    ]) {
      await tamperBy(`UPDATE "AuditRetiredRange" SET ${deed} ${where} AND "firstSequence" = 1`);
      expect((await verifyChain(workspace.id)).firstBad?.problem).toMatch(
        /without this portal's|not on record/,
      );
      await tamperBy(`UPDATE "AuditRetiredRange" SET ${undo} ${where} AND "firstSequence" IN (1, 2)`);
    }
    expect(await verifyChain(workspace.id)).toMatchObject({ ok: true });

    await tamperBy(`UPDATE "AuditRetiredRange" SET "statement" = 'mine' ${where}`);
    expect((await verifyChain(workspace.id)).firstBad?.problem).toContain("without this portal's signature");
    expect((await download("proof=1")).json.code).toBe("conflict");
    await expect(makeCheckpoint(workspace.id)).rejects.toThrow(/without this portal's signature/);
  });
});

async function currentKey(): Promise<string> {
  const { json } = await auditor.get("/api/audit-keys");
  return await file("current.pem", json.items[0].publicKey);
}
