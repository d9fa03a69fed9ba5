import { randomBytes, randomUUID } from "node:crypto";
import { Client } from "pg";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeDatabase, database } from "@/lib/db/client";
import { env, setEnvironment } from "@/lib/env";
import { noteKeyring, unopenedSecrets } from "@/lib/keyring/check-keyring";
import { NoRotation, rotateKeys } from "@/lib/keyring/rotate-keys";
import { SEALED_COLUMN_NAMES } from "@/lib/keyring/sealed-columns";
import {
  apiKeyBinding,
  idTokenBinding,
  mailBinding,
  providerSecretBinding,
  revisionBinding,
  seal,
} from "@/lib/vault/vault";
import { type AuditScene, openAuditScene } from "@/tests/support/audit-scene";
import { smallCallFlow } from "@/tests/support/flow-bodies";
import { etagIn, eventsOf, makeCallFlow, patchFlow } from "@/tests/support/flow-steps";
import { makeJobFlows, startPatch } from "@/tests/support/job-steps";
import { applyTransfer, transferOf } from "@/tests/support/transfer-steps";

let scene: AuditScene;
let first: string;
const keyNamed = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;
const [second, third, fourth, fifth] = [
  keyNamed("second"),
  keyNamed("third"),
  keyNamed("fourth"),
  keyNamed("fifth"),
];
const withKeyring = (...keys: string[]) => setEnvironment({ PORTAL_KEYRING: keys.join(",") });

/** What a start of the portal does with its keyring. */
async function restart(...keys: string[]): Promise<string[]> {
  withKeyring(...keys);
  await closeDatabase();
  await noteKeyring();
  return await unopenedSecrets();
}

beforeAll(async () => {
  scene = await openAuditScene();
  const [id, key] = [...env().PORTAL_KEYRING][0] ?? [];
  first = `${id}:${key?.toString("base64")}`;
  await scene.owner.client.call("POST", "/api/audit-webhooks", { body: { url: "https://localhost/events" } });
  // Makes the key that signs the log.
  await scene.owner.client.get("/api/audit-events/verify");
  await scene.owner.client.call("POST", "/api/audit-keys");
  await scene.owner.client.call("POST", "/api/me/totp", { body: {} });
  await addProviderSession(scene.owner.client.userId ?? "");
  await scene.owner.client.call("POST", "/api/me/notice-channels", {
    body: { name: "Team", format: "slack", url: "https://localhost/hook" },
  });
  const [flow] = await makeJobFlows(scene.admin.client, scene.workspace, 1);
  if (flow) await startPatch(scene.admin.client, [flow], { description: "By a job" });
  await copyWithSecret(scene);
  await waitingCreate(scene);
  const mail = { id: uuidv7(), userId: scene.owner.client.userId ?? "", recipient: "owner@example.com" };
  const giveUpAt = new Date(Date.now() + 3_600_000);
  const sealedText = seal("a mail that waits", mailBinding(mail.id));
  await database().mail.create({ data: { ...mail, kind: "test", sealedText, giveUpAt } });
});
afterAll(() => scene.portal.close());

/** A transfer that waits to be sent, and a map with the value of a header. */
async function copyWithSecret({ portal, workspace }: AuditScene): Promise<void> {
  const from = await portal.addWorkspace();
  const { id } = await makeCallFlow(portal.owner, from);
  await applyTransfer(portal.owner, transferOf(from, [id], [workspace], { existing: "second" }));
  const header = { host: "example.com", name: "X-Key", value: "typed" };
  await portal.owner.call("PUT", `${workspace.path}/maps/${from.slug}`, {
    body: { version: 0, headers: [header] },
  });
}

/** A job that waits to make a flow. */
async function waitingCreate({ portal, workspace }: AuditScene): Promise<void> {
  const items = [{ workspace: workspace.slug, kind: "call_flow", flow: smallCallFlow("From a file") }];
  const body = { type: "create_flows", items };
  const started = await portal.owner.call("POST", "/api/jobs", {
    body,
    headers: { "idempotency-key": randomUUID() },
  });
  expect(started.status).toBe(202);
}

/** The keys of all sealed values, whatever column they are in, by the database's own list of columns. */
async function keysInUse(): Promise<Record<string, string[]>> {
  const columns: { table: string; column: string }[] = await database().$queryRaw`
    SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
    WHERE table_schema = current_schema() AND column_name LIKE 'sealed%' ORDER BY 1, 2`;
  const found: Record<string, string[]> = {};
  for (const { table, column } of columns) {
    const rows: { key: string }[] = await database().$queryRawUnsafe(
      `SELECT DISTINCT split_part("${column}", '.', 2) AS "key" FROM "${table}" WHERE "${column}" IS NOT NULL`,
    );
    found[`${table}.${column}`] = rows.map(({ key }) => key).sort();
  }
  return found;
}

/** An identity provider, and a session of somebody who signed in there. */
async function addProviderSession(userId: string): Promise<string> {
  const providerId = uuidv7();
  await database().signInProvider.create({
    data: {
      id: providerId,
      name: "Company",
      issuer: "https://id.example.com",
      clientId: providerId,
      sealedSecret: seal("a client's secret", providerSecretBinding(providerId)),
      secretHint: "cret",
      scopes: "openid",
    },
  });
  const sealedIdToken = seal("an id token", idTokenBinding(providerId));
  await database().session.create({
    data: { id: uuidv7(), userId, method: "provider", providerId, sealedIdToken },
  });
  return providerId;
}

/** Stored states of a flow, so many that a rotation takes a while. */
async function addRevisions(count: number): Promise<void> {
  const { flowId, ...like } = await database().revision.findFirstOrThrow({
    omit: { id: true, sealedRaw: true },
  });
  const rows = Array.from({ length: count }, (_, n) => {
    const id = uuidv7();
    return {
      ...like,
      id,
      flowId,
      number: 1_000 + n,
      document: {},
      sealedRaw: seal(`"state ${n}"`, revisionBinding(id)),
    };
  });
  await database().revision.createMany({ data: rows });
}

type Query = (this: Client, ...args: unknown[]) => unknown;

/**
 * Does something once, before the first statement with a text is sent.
 * @returns what ends it, and says whether there was such a statement
 */
function beforeStatement(text: string, work: () => Promise<unknown>): () => boolean {
  const original: Query = Reflect.get(Client.prototype, "query");
  let seen = false;
  Reflect.set(Client.prototype, "query", function (this: Client, ...args: unknown[]) {
    if (
      seen ||
      !JSON.stringify(args[0] ?? "")
        .replaceAll("\\", "")
        .includes(text)
    )
      return original.apply(this, args);
    seen = true;
    return work().then(() => original.apply(this, args));
  });
  return () => {
    Reflect.set(Client.prototype, "query", original);
    return seen;
  };
}

/** People who read and write until they are stopped. */
function people() {
  const failed: string[] = [];
  let requests = 0;
  let stopped = false;
  const { client } = scene.admin;
  const note = (what: string, { status, text }: { status: number; text: string }) => {
    requests += 1;
    if (status >= 400) failed.push(`${what}: ${status} ${text}`);
  };
  async function work(turn: number): Promise<void> {
    const flow = await makeCallFlow(client, scene.workspace);
    for (let n = 0; !stopped; n++) {
      const read = await client.get(flow.path);
      note("read", read);
      note(
        "write",
        await patchFlow(client, { ...flow, etag: etagIn(read) }, { description: `Turn ${turn}, ${n}` }),
      );
      note("state", await client.get(`${flow.path}/revisions/1`));
    }
  }
  const running = [1, 2, 3].map(work);
  return {
    requests: () => requests,
    stop: async () => {
      stopped = true;
      await Promise.all(running);
      return failed;
    },
  };
}

it("every sealed column of the database is one that a rotation knows", async () => {
  expect(Object.keys(await keysInUse())).toEqual([...SEALED_COLUMN_NAMES].sort());
});

it("a rotation to a key that no portal was started with is refused, and changes nothing", async () => {
  await restart(first);
  withKeyring(second, first);
  await expect(rotateKeys()).rejects.toThrow(NoRotation);
  await expect(rotateKeys()).rejects.toThrow(/was not started with the key second/);
  expect(Object.values(await keysInUse()).flat()).not.toContain("second");
});

it("a rotation while people read and write fails no request, and leaves nothing under the old key, which can go", async () => {
  expect(await restart(second, first)).toEqual([]);
  await addRevisions(400);
  const before = await database().revision.findMany({ orderBy: { id: "asc" }, omit: { sealedRaw: true } });
  const busy = people();
  await expect.poll(busy.requests, { timeout: 10_000 }).toBeGreaterThan(10);
  const begun = busy.requests();
  const steps: string[] = [];
  const done = await rotateKeys((column, count, total) => steps.push(`${column} ${count} of ${total}`));
  const since = busy.requests();
  expect(since).toBeGreaterThan(begun);
  await expect.poll(busy.requests, { timeout: 10_000 }).toBeGreaterThan(since + 10);
  expect(await busy.stop()).toEqual([]);
  expect(steps).toContain("Workspace.sealedApiKey 2 of 2");
  expect(done).toMatchObject({ keyId: "second", left: [] });
  for (const [column, keys] of Object.entries(await keysInUse()))
    expect([column, keys]).toEqual([column, ["second"]]);

  // Nothing else of a revision has changed, and no hash covers a sealed text.
  const ids = before.map(({ id }) => id);
  const after = { where: { id: { in: ids } }, orderBy: { id: "asc" }, omit: { sealedRaw: true } } as const;
  expect(await database().revision.findMany(after)).toEqual(before);
  for (const path of ["/api/audit-events/verify", `${scene.workspace.path}/audit-events/verify`])
    expect((await scene.owner.client.get(path)).json.ok).toBe(true);
  const [event] = (await scene.owner.client.get("/api/audit-events?action=keyring.rotate")).json.items;
  expect(event).toMatchObject({
    outcome: "succeeded",
    actor: { type: "system" },
    detail: { keyId: "second", resealed: done.resealed, left: 0 },
  });

  expect(await restart(second)).toEqual([]);
  const { client } = scene.admin;
  const etag = etagIn(await client.get(scene.callFlow.path));
  expect((await patchFlow(client, { ...scene.callFlow, etag }, { description: "Without it" })).status).toBe(
    200,
  );
  const checked = await client.call("POST", `${scene.workspace.path}/check`);
  expect(checked.json.health.state).toBe("ok");
  expect((await eventsOf(client, scene.workspace)).at(-1)?.action).toBe("workspace.check");
}, 60_000);

it("a rotation that was stopped goes on where it was", async () => {
  await restart(third, second);
  const stop = () => {
    throw new Error("stopped");
  };
  await expect(rotateKeys(stop)).rejects.toThrow("stopped");
  const half = Object.values(await keysInUse()).flat();
  expect(half).toEqual(expect.arrayContaining(["second", "third"]));
  expect((await rotateKeys()).left).toEqual([]);
  expect(new Set(Object.values(await keysInUse()).flat())).toEqual(new Set(["third"]));
});

it("what somebody replaces after it was read stays as they made it", async () => {
  await restart(fourth, third);
  const { id } = scene.workspace;
  const newest = seal("a newer API key", apiKeyBinding(id));
  const replaced = beforeStatement('UPDATE "Workspace" t SET "sealedApiKey"', () =>
    database().workspace.update({ where: { id }, data: { sealedApiKey: newest } }),
  );
  expect((await rotateKeys()).left).toEqual([]);
  expect(replaced()).toBe(true);
  expect((await database().workspace.findUniqueOrThrow({ where: { id } })).sealedApiKey).toBe(newest);
});

it("a row that somebody has locked is left alone, and nobody waits", async () => {
  await restart(fifth, fourth);
  const { id: workspaceId } = scene.workspace;
  const left = await database().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "Workspace" WHERE "id" = ${workspaceId}::uuid FOR UPDATE`;
    return (await rotateKeys()).left;
  });
  expect(left).toEqual([
    { column: "Workspace.sealedApiKey", keyId: "fourth", count: 1 },
    { column: "Workspace.sealedDigestKey", keyId: "fourth", count: 1 },
  ]);
  expect((await rotateKeys()).left).toEqual([]);
});

it("what can't be opened is left, counted and named, and the event says that it failed", async () => {
  const { id } = scene.workspace;
  const { sealedDigestKey } = await database().workspace.findUniqueOrThrow({ where: { id } });
  await database().workspace.update({ where: { id }, data: { sealedDigestKey: "v1.lost.AAAA" } });
  expect((await rotateKeys()).left).toEqual([
    { column: "Workspace.sealedDigestKey", keyId: "lost", count: 1 },
  ]);
  const [event] = (await scene.owner.client.get("/api/audit-events?action=keyring.rotate")).json.items;
  expect(event).toMatchObject({ outcome: "failed", detail: { keyId: "fifth", left: 1 } });
  await database().workspace.update({ where: { id }, data: { sealedDigestKey } });
});

it("a start names each key that is missing or another one, with what it sealed, by one statement", async () => {
  const revisions = await database().revision.count();
  const everything =
    "API keys of workspaces.*stored answers of Trillet.*keys that sign the log.*secrets of receivers of events.*mails that wait to be sent";
  expect(await restart(keyNamed("new"))).toEqual([
    expect.stringMatching(
      new RegExp(`^PORTAL_KEYRING lacks the key fifth: ${everything} \\(1\\) can't be opened`),
    ),
  ]);
  expect((await unopenedSecrets())[0]).toContain(`stored answers of Trillet (${revisions})`);
  expect(await restart(keyNamed("fifth"))).toEqual([
    expect.stringMatching(
      new RegExp(`^PORTAL_KEYRING has another key under the name fifth than before: ${everything}`),
    ),
  ]);
  expect((await scene.portal.nobody.get("/api/health/ready")).status).toBe(200);
  expect(await restart(fifth)).toEqual([]);
});

it("a provider that is removed leaves nothing that was sealed for it, and stops neither a start nor a rotation", async () => {
  const userId = scene.owner.client.userId ?? "";
  const providerId = await addProviderSession(userId);
  await database().session.updateMany({ where: { providerId }, data: { revokedAt: new Date() } });
  expect((await scene.owner.client.call("DELETE", `/api/sign-in-providers/${providerId}`)).status).toBe(204);
  const orphans = { providerId: null, sealedIdToken: { not: null } };
  expect(await database().session.count({ where: orphans })).toBe(0);
  // One of a former version is ignored: nobody can open it.
  const sealedIdToken = seal("an id token", idTokenBinding(providerId));
  await database().session.create({ data: { id: uuidv7(), userId, method: "provider", sealedIdToken } });
  const sixth = keyNamed("sixth");
  expect(await restart(sixth, fifth)).toEqual([]);
  expect((await rotateKeys()).left).toEqual([]);
  expect(await restart(sixth)).toEqual([]);
});
