import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { env, setEnvironment } from "@/lib/env";
import { loadFlow } from "@/lib/sync/load-flow";
import { apiRoutes } from "@/scripts/openapi/api-routes";
import { type AuditScene, openAuditScene } from "@/tests/support/audit-scene";
import { concretePath } from "@/tests/support/endpoints";
import { patchFlow } from "@/tests/support/flow-steps";
import { VALID_CALLS } from "@/tests/support/valid-calls";

/** A database that was restored with another keyring, or whose keyring was lost. */
let scene: AuditScene;
let right: string;
const wrong = `lost:${randomBytes(32).toString("base64")}`;
const withKeyring = (keyring: string) => setEnvironment({ PORTAL_KEYRING: keyring });
const replaceIt = {
  status: 502,
  json: { code: "upstream_credentials", detail: expect.stringMatching(/can't be opened.*Replace the key/) },
};

beforeAll(async () => {
  scene = await openAuditScene();
  const [id, key] = [...env().PORTAL_KEYRING][0] ?? [];
  right = `${id}:${key?.toString("base64")}`;
  await scene.admin.client.get(`${scene.workspace.path}/call-flows`);
});
afterAll(() => scene.portal.close());

describe("a sealed key that can't be opened", () => {
  it("is a problem that says to replace it, for reads and for writes", async () => {
    withKeyring(wrong);
    const { client } = scene.admin;
    expect(await client.get(scene.callFlow.path)).toMatchObject(replaceIt);
    expect(await patchFlow(client, scene.callFlow, { description: "New" })).toMatchObject(replaceIt);
    expect(await client.get(`${scene.workspace.path}/upstream-budget`)).toMatchObject({
      status: expect.any(Number),
    });
    expect((await client.get(`${scene.workspace.path}/call-flows`)).status).toBe(200);
  });

  it("is no failure of ours for any call, and no answer has the keyring", async () => {
    const failed: string[] = [];
    for (const [name, prepare] of Object.entries(VALID_CALLS)) {
      // This one mends the key, and has a test of its own.
      if (name.startsWith("PUT ")) continue;
      // What was sealed by the calls before can be opened, too.
      withKeyring(`${right},${wrong}`);
      const call = await prepare(scene);
      withKeyring(wrong);
      const { client } = call.by ?? (name.includes("[ws]") ? scene.admin : scene.owner);
      const answer = await client.call(name.split(" ")[0] ?? "", call.path, call);
      if (answer.status === 500 || answer.text.includes("lost:")) failed.push(`${name}: ${answer.text}`);
    }
    expect(failed).toEqual([]);
  }, 180_000);

  it("is no failure of ours for any read", async () => {
    withKeyring(wrong);
    const failed: string[] = [];
    for (const { path, load } of apiRoutes()) {
      if (!("GET" in (await load())) || path.includes("nextauth")) continue;
      const id = path.includes("/message-flows/") ? scene.messageFlow.id : scene.callFlow.id;
      const { client } = path.includes("[ws]") ? scene.admin : scene.owner;
      const answer = await client.get(concretePath(path, scene.workspace.id, id));
      if (answer.status === 500) failed.push(`${path}: ${answer.text}`);
    }
    expect(failed).toEqual([]);
  }, 120_000);

  it("lets a page show the last state, and why there is no newer one", async () => {
    withKeyring(wrong);
    const { callFlow, workspace, admin } = scene;
    const loaded = await loadFlow(workspace, "call_flow", callFlow.id, admin.client.userId ?? "");
    expect(loaded?.problem?.detail).toMatch(/Replace the key/);
  });

  it("is found by a check, and mended by a new key", async () => {
    withKeyring(wrong);
    const { client } = scene.admin;
    const check = await client.call("POST", `${scene.workspace.path}/check`);
    expect(check.json.health).toMatchObject({
      state: "failing",
      detail: expect.stringContaining("Replace the key"),
    });
    const body = { apiKey: scene.workspace.tenant.key };
    expect((await client.call("PUT", `${scene.workspace.path}/api-key`, { body })).status).toBeLessThan(300);
    expect((await client.get(scene.callFlow.path)).status).toBe(200);
  });
});
