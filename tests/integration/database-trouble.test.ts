import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { authOptions } from "@/lib/identity/auth-options";
import { NEW_BROWSER } from "@/lib/identity/open-session";
import { smallMessageFlow } from "@/tests/support/flow-bodies";
import { makeCallFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalAnswer } from "@/tests/support/portal-client";
import { hasPostgres, type PostgresServer, startPostgres } from "@/tests/support/postgres-server";

const TOKEN = "a-token-of-a-monitor";
const ORIGIN = { id: "test", ip: null, userAgent: null };
let server: PostgresServer;
let portal: TestPortal;
let workspace: TestWorkspace;

/** Everything that a person, a script and a monitor ask for, at once. */
async function askAll(): Promise<Record<string, PortalAnswer>> {
  const { owner, nobody } = portal;
  const flows = `${workspace.path}/call-flows`;
  const asked = {
    me: owner.get("/api/me"),
    list: owner.get(flows),
    refresh: owner.get(`${flows}?refresh=1`),
    create: owner.write("POST", `${workspace.path}/message-flows`, smallMessageFlow(workspace)),
    audit: owner.get(`${workspace.path}/audit-events`),
    ready: nobody.get("/api/health/ready"),
    live: nobody.get("/api/health/live"),
    metrics: nobody.call("GET", "/api/metrics", { headers: { authorization: `Bearer ${TOKEN}` } }),
  };
  const answers = await Promise.all(
    Object.entries(asked).map(async ([name, answer]) => [name, await answer] as const),
  );
  return Object.fromEntries(answers);
}

async function expectUnavailable(): Promise<void> {
  const { live, metrics, ready, ...others } = await askAll();
  expect([live?.status, ready?.status, metrics?.status]).toEqual([200, 503, 200]);
  expect(metrics?.text).toContain("switchboard_database_up 0");
  for (const [name, answer] of Object.entries(others)) {
    expect([name, answer.status, answer.json?.code]).toEqual([name, 503, "database_unavailable"]);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  }
}

/** The portal works again by itself, within the ten seconds that are promised. */
async function expectRecovery(): Promise<void> {
  const well = async () => {
    const ready = await portal.nobody.get("/api/health/ready");
    const list = await portal.owner.get(`${workspace.path}/call-flows`);
    return [ready.status, list.status];
  };
  await expect.poll(well, { timeout: 10_000, interval: 200 }).toEqual([200, 200]);
  const flow = await makeCallFlow(portal.owner, workspace);
  expect((await patchFlow(portal.owner, flow, { name: "After it" })).status).toBe(200);
}

describe.skipIf(!hasPostgres)("a database that", () => {
  beforeAll(async () => {
    server = await startPostgres({
      max_connections: "40",
      superuser_reserved_connections: "0",
      fsync: "off",
    });
    const database = { url: server.url, close: async () => undefined };
    portal = await openPortal({ database, env: { PORTAL_METRICS_TOKEN: TOKEN } });
    workspace = await portal.addWorkspace();
    await portal.owner.get(`${workspace.path}/call-flows`);
  });
  afterEach(expectRecovery);
  afterAll(async () => {
    await portal?.close().catch(() => undefined);
    await server?.close();
  });

  it("stands still makes nobody wait for long", async () => {
    await server.freeze();
    try {
      const started = performance.now();
      await expectUnavailable();
      await expectUnavailable();
      // Two rounds: one that waits for statements under way, and one that needs new connections.
      expect(performance.now() - started).toBeLessThan(25_000);
    } finally {
      await server.thaw();
    }
  });

  it("is down is said to be so, and works again after its start", async () => {
    await server.stop();
    try {
      await expectUnavailable();
      // next-auth takes an error for "not signed in", and would clear the person's cookie.
      let unavailable = 0;
      const { callbacks } = authOptions({
        origin: ORIGIN,
        browser: NEW_BROWSER,
        onStillSignedIn: () => {},
        onUnavailable: () => unavailable++,
        onSignedIn: () => {},
        onSignedOut: () => {},
        onProviderOnly: () => {},
      });
      const token = { sid: randomUUID() };
      const asked = callbacks?.jwt?.({ token, user: undefined as never, account: null });
      await expect(asked).rejects.toThrow();
      expect(unavailable).toBe(1);
    } finally {
      await server.start();
    }
  });

  it("was restarted between two requests is not noticed for long", async () => {
    await server.stop();
    await server.start();
    await expectRecovery();
  });

  it("lets nobody in any more is said to be so", async () => {
    await server.stop();
    await server.start();
    const others = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const client = new Client({ connectionString: server.url });
        client.on("error", () => undefined);
        await client.connect();
        return client;
      }),
    );
    try {
      await expectUnavailable();
    } finally {
      await Promise.all(others.map((client) => client.end()));
    }
  });

  it("takes no writes is not ready, and reads go on", async () => {
    const admin = new Client({ connectionString: server.url });
    await admin.connect();
    const readOnly = async (on: "on" | "off") => {
      await admin.query("SET default_transaction_read_only = off");
      await admin.query(`ALTER SYSTEM SET default_transaction_read_only = ${on}`);
      await admin.query("SELECT pg_reload_conf()");
    };
    await readOnly("on");
    try {
      await expect
        .poll(async () => (await portal.nobody.get("/api/health/ready")).status, { timeout: 5_000 })
        .toBe(503);
      expect((await portal.owner.get(`${workspace.path}/call-flows`)).status).toBe(200);
      const sent = (await portal.sandbox.writes(workspace.tenant.workspaceId)).length;
      const made = await portal.owner.write(
        "POST",
        `${workspace.path}/message-flows`,
        smallMessageFlow(workspace),
      );
      expect([made.status, made.json.code]).toEqual([503, "database_unavailable"]);
      expect(await portal.sandbox.writes(workspace.tenant.workspaceId)).toHaveLength(sent);
    } finally {
      await readOnly("off");
      await admin.end();
    }
  });
});
