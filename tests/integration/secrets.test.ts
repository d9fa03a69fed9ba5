import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { smallCallFlow } from "@/tests/support/flow-bodies";
import { etagIn, makeCallFlow, patchFlow } from "@/tests/support/flow-steps";
import { openOwnDatabase } from "@/tests/support/open-database";
import {
  OWNER,
  openPortal,
  PASSWORD,
  type TestPortal,
  type TestWorkspace,
} from "@/tests/support/open-portal";
import type { PortalAnswer } from "@/tests/support/portal-client";

const API_KEY = "tk_canary_key_7f3d9b1c5e2a4860";
const SECOND_KEY = "tk_canary_second_key_5a1c9e7d";
const CREATED = "Bearer canary-created-header-0a1b2c3d";
const ADDED = "canary-added-header-9z8y7x6w";
const ELSEWHERE = "canary-header-set-elsewhere-4q5r";
const SECRETS = [API_KEY, SECOND_KEY, CREATED, ADDED, ELSEWHERE, PASSWORD, OWNER.password];

let own: Awaited<ReturnType<typeof openOwnDatabase>>;
let portal: TestPortal;
let workspace: TestWorkspace;
const answers: PortalAnswer[] = [];

/** Notes an answer, so that all of them can be searched at the end. */
async function noted(answer: Promise<PortalAnswer>): Promise<PortalAnswer> {
  answers.push(await answer);
  return await answer;
}

beforeAll(async () => {
  own = await openOwnDatabase();
  portal = await openPortal({ database: own });
  workspace = await portal.addWorkspace({ key: API_KEY });
});
afterAll(() => portal.close());

async function useEverything(): Promise<void> {
  const { owner, sandbox } = portal;
  const headers = { Authorization: CREATED };
  const body = smallCallFlow("Canary", { webhooks: [{ name: "a", url: "https://example.com/a", headers }] });
  await noted(owner.write("POST", `${workspace.path}/call-flows`, body, { "idempotency-key": "canary" }));
  await noted(owner.write("POST", `${workspace.path}/call-flows`, body, { "idempotency-key": "canary" }));
  const flow = await makeCallFlow(owner, workspace, body);
  const webhooks = [{ name: "b", url: "https://example.com/b", headers: { "X-Key": ADDED } }];
  const patched = await noted(patchFlow(owner, flow, { webhooks, prompt: "New" }));
  await noted(patchFlow(owner, flow, { webhooks, prompt: "Stale" }));
  const stored = (await sandbox.stored(flow.id)).webhooks;
  stored[0].headers = [{ name: "Authorization", value: ELSEWHERE }];
  await sandbox.edit("call", flow.id, { webhooks: stored });
  const read = await noted(owner.get(flow.path));
  await noted(owner.write("POST", `${flow.path}/restore`, { revision: 1 }, { "if-match": etagIn(read) }));
  expect(etagIn(read)).not.toBe(etagIn(patched));

  // The upstream repeats our own secrets in its errors, in every shape that errors have.
  for (const shape of ["object", "string", "message", "text"]) {
    for (const status of [400, 500]) {
      const message = `key ${API_KEY} was used with ${ADDED}`;
      await sandbox.fault({ kind: "status", status, shape, message, match: { method: "PUT" } });
      const { headers: now } = await owner.get(flow.path);
      const etag = now.get("etag") ?? "";
      await noted(patchFlow(owner, { ...flow, etag }, { webhooks, name: `${shape} ${status}` }));
    }
    await sandbox.fault({
      kind: "status",
      status: 400,
      shape,
      message: `bad ${API_KEY}`,
      match: { method: "GET" },
    });
    await noted(owner.get(flow.path));
  }
  await sandbox.fault({ kind: "reset", when: "after", match: { method: "PUT" } });
  await noted(patchFlow(owner, { ...flow, etag: etagIn(await owner.get(flow.path)) }, { webhooks }));
  await noted(owner.call("PUT", `${workspace.path}/api-key`, { body: { apiKey: SECOND_KEY } }));
  await portal.sandbox.addTenant(SECOND_KEY, workspace.tenant.workspaceId);
  await noted(owner.call("PUT", `${workspace.path}/api-key`, { body: { apiKey: SECOND_KEY } }));
  await noted(owner.call("PUT", `${workspace.path}/api-key`, { body: { apiKey: `${SECOND_KEY}\n`, x: 1 } }));
}

async function readEverything(): Promise<void> {
  const { path } = workspace;
  const list = await noted(portal.owner.get(`${path}/call-flows?refresh=1`));
  for (const { id } of list.json.items) {
    await noted(portal.owner.get(`${path}/call-flows/${id}`));
    const { json } = await noted(portal.owner.get(`${path}/call-flows/${id}/revisions`));
    for (const { n } of json.items) await noted(portal.owner.get(`${path}/call-flows/${id}/revisions/${n}`));
  }
  const events = await noted(portal.owner.get(`${path}/audit-events?limit=200`));
  for (const { id } of events.json.items.slice(0, 20))
    await noted(portal.owner.get(`${path}/audit-events/${id}`));
  for (const rest of [
    `${path}/audit-events/export?format=ndjson`,
    `${path}/audit-events/export?format=csv`,
    `${path}/audit-events/verify`,
    `${path}/changes`,
    `${path}/members`,
    path,
    "/api/me",
    "/api/users",
    "/api/sessions",
    "/api/workspaces",
    "/api/audit-events?limit=200",
    "/api/audit-events/export",
    "/api/openapi.json",
  ]) {
    await noted(portal.owner.get(rest));
  }
  await noted(portal.owner.call("POST", `${path}/check`));
}

/** Every table as text, as a dump would show it; bytes also as the text that they may be. */
async function dumpDatabase(): Promise<string> {
  const tables = await database().$queryRaw<{ name: string }[]>`
    SELECT table_name AS "name" FROM information_schema.tables WHERE table_schema = 'public'`;
  expect(tables.length).toBeGreaterThan(10);
  const dumps: string[] = [];
  for (const { name } of tables) {
    const rows = await database().$queryRawUnsafe<{ text: string }[]>(
      `SELECT row_to_json(t)::text AS "text" FROM "${name}" t`,
    );
    dumps.push(...rows.map(({ text }) => text));
  }
  return dumps.join("\n");
}

function expectNoSecret(where: string, text: string): void {
  for (const secret of SECRETS) {
    const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString("base64")];
    const found = forms.filter((form) => text.includes(form));
    expect([where, found]).toEqual([where, []]);
  }
}

it("no key, password or header value shows up in an answer, the log or the database", async () => {
  await useEverything();
  await readEverything();
  expect(answers.length).toBeGreaterThan(50);
  expect(new Set(answers.map(({ status }) => status))).toContain(504);
  for (const { status, text, headers } of answers) {
    expectNoSecret(`an answer with status ${status}`, `${text}\n${JSON.stringify([...headers])}`);
  }
  expect(portal.logLines.length).toBeGreaterThan(50);
  expectNoSecret("the log", portal.logLines.join("\n"));
  expectNoSecret("the database", await dumpDatabase());
  const dump = await dumpDatabase();
  expect(dump).toContain("••••");
});

it("the embedded database's files hold none of them either", async () => {
  await database().$executeRawUnsafe("CHECKPOINT");
  const files = await readdir(own.folder, { recursive: true, withFileTypes: true });
  const regular = files.filter((file) => file.isFile());
  expect(regular.length).toBeGreaterThan(100);
  for (const file of regular) {
    const bytes = await readFile(join(file.parentPath, file.name));
    for (const secret of SECRETS) {
      if (bytes.includes(secret)) throw new Error(`${file.name} holds a secret`);
    }
  }
});

it("this search finds what is not hidden", async () => {
  expect(() => expectNoSecret("here", `x ${API_KEY} y`)).toThrow();
  await database().workspace.update({ where: { id: workspace.id }, data: { healthDetail: API_KEY } });
  const dump = await dumpDatabase();
  expect(() => expectNoSecret("the database", dump)).toThrow();
});
