import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkpointDueChains } from "@/lib/audit/checkpoints/due-checkpoints";
import { listSigningKeys } from "@/lib/audit/checkpoints/signing-key";
import { type AuditEventView, PORTAL_CHAIN, SYSTEM_ACTOR } from "@/lib/audit/event";
import { toEventView } from "@/lib/audit/event-view";
import { exportEvents } from "@/lib/audit/export/export-events";
import { openExport } from "@/lib/audit/export/open-export";
import { atDemoTime } from "@/lib/audit/record-clock";
import { recordEvent } from "@/lib/audit/record-event";
import { verifyChain } from "@/lib/audit/verify/verify-chain";
import { closeDatabase, database } from "@/lib/db/client";
import { setEnvironment } from "@/lib/env";
import { createFirstOwner } from "@/lib/identity/create-first-owner";
import { blamePrompt } from "@/lib/mirror/blame-prompt";
import { budgetOf } from "@/lib/workspaces/budget/budgets";
import { startSandbox } from "@/sandbox/start";
import { makePast, type PastSource } from "@/scripts/demo-past/make-past";
import { firstRun } from "@/scripts/start/first-run";
import { readArguments } from "@/scripts/verify-audit/arguments";
import { verifyFiles } from "@/scripts/verify-audit/verify-files";
import { openTestDatabase } from "@/tests/support/open-database";

const OWNER = { PORTAL_OWNER_EMAIL: "owner@example.com", PORTAL_OWNER_PASSWORD: "correct horse battery" };
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A new demo: an empty database, a sandbox with the demo data, and the settings of a start. */
async function openDemo() {
  const keys = [1, 2].map(() => `tk_${randomBytes(16).toString("hex")}`);
  const sandbox = await startSandbox({ port: 0, controlPort: 0, demoKeys: keys });
  const db = await openTestDatabase("migrated");
  const folder = await mkdtemp(join(tmpdir(), "sb-past-"));
  setEnvironment({
    PORTAL_SECRET: randomBytes(32).toString("hex"),
    PORTAL_KEYRING: `test:${randomBytes(32).toString("base64")}`,
    DATA_DIR: folder,
    DATABASE_URL: db.url,
    PORTAL_UPSTREAMS: `sandbox=${sandbox.url}`,
    UPSTREAM_REQUESTS_PER_MINUTE: "60",
  });
  const [harbour = "", northwind = ""] = keys;
  const source: PastSource = {
    controlUrl: sandbox.controlUrl,
    tenants: {
      harbour: { name: "Harbour Dental", upstreamWorkspaceId: "6764d172953253138a3a7001", key: harbour },
      northwind: {
        name: "Northwind Home Services",
        upstreamWorkspaceId: "6764d172953253138a3a7002",
        key: northwind,
      },
    },
  };
  return {
    keys,
    source,
    folder,
    sandboxUrl: sandbox.url,
    close: async () => {
      await closeDatabase();
      await db.close();
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function chains(): Promise<string[]> {
  return (await database().auditChain.findMany({ orderBy: { chain: "asc" } })).map(({ chain }) => chain);
}

async function eventsOf(chain: string): Promise<AuditEventView[]> {
  const rows = await database().auditEvent.findMany({ where: { chain }, orderBy: { sequence: "asc" } });
  return rows.map((row) => toEventView(row));
}

async function allEvents(): Promise<AuditEventView[]> {
  return (await Promise.all((await chains()).map(eventsOf))).flat();
}

/** Whether the event was recorded at an invented time. */
const isPast = ({ settledAt, occurredAt }: AuditEventView) =>
  Date.parse(settledAt ?? occurredAt) < Date.now() - HOUR_MS;

async function expectSound(): Promise<void> {
  for (const chain of await chains()) {
    expect({ chain, ...(await verifyChain(chain)) }).toMatchObject({ ok: true, firstBad: null });
  }
}

describe("a new demo's past", () => {
  let demo: Awaited<ReturnType<typeof openDemo>>;
  let events: AuditEventView[];
  let made: boolean[];

  beforeAll(async () => {
    demo = await openDemo();
    made = await Promise.all([makePast(demo.source), makePast(demo.source)]);
    events = (await allEvents()).filter(isPast);
    return () => demo.close();
  });

  const named = (action: string, outcome = "succeeded") =>
    events.filter((event) => event.action === action && event.outcome === outcome);

  it("is made once by starts that come together", async () => {
    expect(made.toSorted()).toEqual([false, true]);
    expect(await database().user.count()).toBe(5);
  });

  it("is in the logs of both workspaces and of the portal, and they verify", async () => {
    expect(await chains()).toHaveLength(3);
    await expectSound();
  });

  it("verifies offline, with the mark covered by the hashes", async () => {
    for (const chain of await chains()) {
      const opened = await openExport({ filter: { chain }, format: "ndjson", name: "Demo", proof: true });
      let text = "";
      for await (const part of exportEvents(opened)) text += part;
      const [key] = await listSigningKeys();
      const path = join(demo.folder, "export.ndjson");
      const keyPath = join(demo.folder, "public.pem");
      await writeFile(keyPath, key?.publicKey.export({ type: "spki", format: "pem" }) ?? "");
      const verify = async (content: string) => {
        await writeFile(path, content);
        const requested = readArguments([path, "--key", keyPath]);
        return requested ? (await verifyFiles(requested)).verdict : null;
      };
      expect(await verify(text)).toBe("good");
      expect(await verify(text.replace('\\"demo\\":true,', ""))).toBe("bad");
    }
  });

  it("says of each event that it is demo data, and of no later one", async () => {
    expect(events.length).toBeGreaterThan(120);
    expect(events.filter(({ request }) => request?.demo !== true)).toEqual([]);
    await createFirstOwner(OWNER.PORTAL_OWNER_EMAIL, OWNER.PORTAL_OWNER_PASSWORD, demo.folder);
    const later = (await allEvents()).filter((event) => !isPast(event));
    expect(later.map(({ action }) => action)).toContain("user.join");
    expect(later.filter(({ request }) => request?.demo !== undefined)).toEqual([]);
  });

  it("lies in the working hours of the last five weeks, in order, and ends some hours ago", async () => {
    const times = events.map(({ occurredAt }) => new Date(occurredAt));
    for (const time of times) {
      expect(time.getDay() % 6).not.toBe(0);
      expect(time.getHours()).toBeGreaterThanOrEqual(8);
      expect(time.getHours()).toBeLessThan(18);
    }
    const [first = 0, last = 0] = [Math.min(...times.map(Number)), Math.max(...times.map(Number))];
    expect(last).toBeLessThan(Date.now() - 2 * HOUR_MS);
    expect(last).toBeGreaterThan(Date.now() - 4 * DAY_MS);
    expect(Date.now() - first).toBeGreaterThan(32 * DAY_MS);
    expect(Date.now() - first).toBeLessThan(40 * DAY_MS);
    for (const chain of await chains()) {
      const settled = (await eventsOf(chain)).map(({ settledAt }) => settledAt);
      expect(settled).toEqual(settled.toSorted());
    }
    expect(await database().auditClockStep.count()).toBe(0);
  });

  it("dates the flows' states as their events, here and upstream", async () => {
    const revisions = await database().revision.findMany({ include: { flow: true } });
    expect(revisions.length).toBeGreaterThan(80);
    for (const { recordedAt, flow } of revisions) {
      expect(recordedAt.getTime()).toBeLessThan(Date.now() - HOUR_MS);
      expect(flow.upstreamUpdatedAt?.getTime()).toBeLessThan(Date.now() - HOUR_MS);
    }
  });

  it("has what goes wrong in a team: a refusal, a missing permission, a late save, a wrong password", () => {
    const codes = events.map(({ detail }) => detail.code);
    expect(codes).toEqual(expect.arrayContaining(["upstream_rejected", "stale", "wrong_password"]));
    expect(named("message_flow.update", "denied").length + named("call_flow.update", "denied").length).toBe(
      3,
    );
  });

  it("has edits made outside, of which some were accepted and the others put back", async () => {
    expect(named("call_flow.drift").length + named("message_flow.drift").length).toBe(4);
    expect(named("message_flow.accept_drift")).toHaveLength(2);
    expect(named("call_flow.restore")).toHaveLength(3);
    const flows = await database().flow.findMany({ where: { revisionNumber: { not: null } } });
    for (const flow of flows) expect(flow.acceptedRevision).toBe(flow.revisionNumber);
  });

  it("has both kinds of flows, flows that were made, and five people who signed in", () => {
    expect(named("call_flow.create")).toHaveLength(2);
    expect(named("message_flow.create")).toHaveLength(2);
    expect(named("message_flow.update").length).toBeGreaterThan(5);
    expect(named("user.invite")).toHaveLength(5);
    expect(new Set(named("session.sign_in").map(({ actor }) => actor.name)).size).toBe(5);
  });

  it.each(["Front desk", "Day dispatch"])("the prompt of %s has lines by several people", async (name) => {
    const flow = await database().flow.findFirstOrThrow({ where: { name } });
    const blame = await blamePrompt(flow.workspaceId, flow.kind, flow.upstreamId);
    const authors = new Set(Object.values(blame?.revisions ?? {}).map(({ by }) => JSON.stringify(by)));
    expect(authors.size).toBeGreaterThanOrEqual(3);
  });

  it("gives nobody of its people the portal", async () => {
    const people = await database().user.findMany({ where: { email: { endsWith: ".example" } } });
    expect(people).toHaveLength(5);
    expect(people.filter(({ isOwner }) => isOwner)).toEqual([]);
  });

  it("leaves the keys of the workspaces with a full minute, and the sandbox with the true time", async () => {
    for (const key of demo.keys) {
      const { left } = await budgetOf(key).left({ purpose: "write", personId: "somebody" }, 1);
      expect(left).toBeGreaterThan(20);
    }
    const date = (await fetch(`${demo.sandboxUrl}/v1/api/workspaces`)).headers.get("date") ?? "";
    expect(Math.abs(Date.parse(date) - Date.now())).toBeLessThan(60_000);
  });

  it("is not made twice, and the next start adds nothing to its logs", async () => {
    await firstRun(OWNER, demo.folder, demo.keys);
    const before = await allEvents();
    expect(before.filter((event) => event.action === "binding.add" && !isPast(event))).toHaveLength(2);
    expect(await makePast(demo.source)).toBe(false);
    await firstRun(OWNER, demo.folder, demo.keys);
    expect(await allEvents()).toHaveLength(before.length);
  });
});

describe("a past", () => {
  let demo: Awaited<ReturnType<typeof openDemo>>;
  beforeEach(async () => {
    demo = await openDemo();
    return () => demo.close();
  });

  it("is not given to a portal that somebody was in before", async () => {
    await createFirstOwner(OWNER.PORTAL_OWNER_EMAIL, OWNER.PORTAL_OWNER_PASSWORD, demo.folder);
    expect(await makePast(demo.source)).toBe(false);
    expect(await database().workspace.count()).toBe(0);
  });

  it.each([1, 5, 7, 40, 110])(
    "that broke off before scene %i stays as it is, in a portal that works",
    async (end) => {
      let scenes = 0;
      const beforeScene = () => {
        if (scenes++ === end) throw new Error("broken off");
      };
      await expect(makePast({ ...demo.source, beforeScene })).rejects.toThrow("broken off");
      const before = (await allEvents()).length;
      expect(await makePast(demo.source)).toBe(false);
      const owner = await firstRun(OWNER, demo.folder, demo.keys);
      await firstRun(OWNER, demo.folder, demo.keys);
      const added = (await allEvents()).filter(({ request }) => !request?.demo);
      expect(await allEvents()).toHaveLength(before + added.length);
      const workspaces = await database().workspace.findMany({ include: { bindings: true } });
      expect(workspaces.map(({ name }) => name).sort()).toEqual([
        "Harbour Dental",
        "Northwind Home Services",
      ]);
      for (const { bindings, keyHint } of workspaces) {
        expect(bindings).toContainEqual(expect.objectContaining({ userId: owner?.id, role: "admin" }));
        expect(demo.keys.map((key) => key.slice(-4))).toContain(keyHint);
      }
      await checkpointDueChains(new Date(), (error) => expect.unreachable(String(error)));
      await expectSound();
    },
  );
});

describe("the clock of what is recorded", () => {
  let demo: Awaited<ReturnType<typeof openDemo>>;
  beforeAll(async () => {
    demo = await openDemo();
    return () => demo.close();
  });
  const event = {
    workspaceId: null,
    actor: SYSTEM_ACTOR,
    action: "user.invite",
    outcome: "succeeded",
    target: { type: "user", id: null, name: "Somebody" },
  } as const;

  it("records nothing at an invented time that does not say so", async () => {
    await expect(atDemoTime(new Date(0), () => recordEvent(database(), event))).rejects.toThrow(
      "must say so",
    );
    expect(await eventsOf(PORTAL_CHAIN)).toEqual([]);
  });

  it("goes on from the moment that it is set to, and is the true one afterwards, also after a failure", async () => {
    const origin = { id: "demo", ip: null, userAgent: null, demo: true } as const;
    const moment = new Date("2026-01-05T10:00:00Z");
    await atDemoTime(moment, () => recordEvent(database(), { ...event, request: origin }));
    await expect(atDemoTime(moment, () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
    await recordEvent(database(), event);
    const [invented = "", real = ""] = (await eventsOf(PORTAL_CHAIN)).map(({ occurredAt }) => occurredAt);
    expect(Date.parse(invented) - moment.getTime()).toBeLessThan(5_000);
    expect(Date.now() - Date.parse(real)).toBeLessThan(5_000);
  });
});

afterEach(() => {
  expect(process.env.UPSTREAM_REQUESTS_PER_MINUTE).toBe("60");
});
