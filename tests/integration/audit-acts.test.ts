import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { database } from "@/lib/db/client";
import { authOptions } from "@/lib/identity/auth-options";
import { NEW_BROWSER } from "@/lib/identity/open-session";
import { eventsOfRequest } from "@/tests/support/audit-scene";
import { smallCallFlow } from "@/tests/support/flow-bodies";
import { eventsOf, makeCallFlow, patchFlow } from "@/tests/support/flow-steps";
import { OWNER, openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalAnswer, PortalClient } from "@/tests/support/portal-client";

let portal: TestPortal;
let workspace: TestWorkspace;
let editor: PortalClient & { email: string };
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  workspace = await portal.addWorkspace();
  editor = await portal.addPerson("Edith Editor", [[workspace, "editor"]]);
});

const requestId = (answer: PortalAnswer) => answer.headers.get("x-request-id") ?? "";
const left = async (answer: PortalAnswer) => await eventsOfRequest(requestId(answer));

describe("one attempt records one event", () => {
  it("also where an admitted change fails by itself", async () => {
    const flow = await makeCallFlow(editor, workspace);
    const stale = await patchFlow(editor, { ...flow, etag: '"another state"' }, { prompt: "New" });
    expect(stale.status).toBe(412);
    expect(await left(stale)).toMatchObject([
      { action: "call_flow.update", outcome: "failed", detail: { code: "stale" } },
    ]);
  });

  it("and a repeated request with the same key none, whether the first one worked or not", async () => {
    const flow = await makeCallFlow(editor, workspace);
    const headers = { "idempotency-key": "just-once" };
    expect((await left(await patchFlow(editor, flow, { prompt: "New" }, headers))).length).toBe(1);
    const again = await patchFlow(editor, flow, { prompt: "New" }, headers);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await left(again)).toEqual([]);
    const other = await patchFlow(editor, flow, { prompt: "Other" }, headers);
    expect(await left(other)).toMatchObject([{ detail: { code: "idempotency_mismatch" } }]);
  });

  it("and a request from another site, or without a session, records none", async () => {
    const forged = await editor.call("PATCH", workspace.path, {
      body: {},
      headers: { origin: "https://evil.example" },
    });
    const unknown = await portal.nobody.call("PATCH", workspace.path, { body: {} });
    expect([forged.status, unknown.status]).toEqual([403, 401]);
    expect([...(await left(forged)), ...(await left(unknown))]).toEqual([]);
  });

  it("and every refusal is a line of the operator's log: from where, by whom, what and why", async () => {
    const forged = await editor.call("PATCH", workspace.path, {
      body: {},
      headers: { origin: "https://evil.example" },
    });
    const unread = await editor.get(`${workspace.path}/audit-checkpoints`);
    const unknown = await portal.nobody.get(workspace.path);
    const lines = portal.logLines.map((line) => JSON.parse(line));
    const lineOf = (answer: PortalAnswer) => lines.find((line) => line.requestId === requestId(answer));
    const ip = "192.0.2.7";
    const path = workspace.path;
    expect(lineOf(forged)).toMatchObject({ user: editor.userId, ip, path, status: 403, code: "bad_origin" });
    expect(lineOf(unread)).toMatchObject({ user: editor.userId, ip, status: 403, code: "not_allowed" });
    expect(lineOf(unknown)).toMatchObject({ ip, path, status: 401, code: "not_signed_in" });
    expect(lineOf(unknown)).not.toHaveProperty("user");
  });

  it("and a refused key is a failed attempt whose event doesn't contain the key", async () => {
    const apiKey = "tk_canary_refused_key_1234567890";
    const answer = await portal.owner.call("PUT", `${workspace.path}/api-key`, { body: { apiKey } });
    expect(answer.status).toBe(422);
    const events = await left(answer);
    expect(events).toMatchObject([
      { action: "api_key.set", outcome: "failed", detail: { code: "invalid_body" } },
    ]);
    expect(JSON.stringify(events)).not.toContain(apiKey);
  });

  it("and ending somebody else's session without the right to is denied by name", async () => {
    const path = `/api/sessions?others=1&user=${portal.owner.userId}`;
    const answer = await editor.call("DELETE", path);
    expect(answer.status).toBe(403);
    expect(await left(answer)).toMatchObject([
      { action: "session.revoke", outcome: "denied", detail: { missingPermission: "owner" } },
    ]);
  });

  it("under the name of the attempted action, where one handler does several things", async () => {
    const hook = `${workspace.path}/audit-webhooks/01900000-0000-7000-8000-00000000000a`;
    const resume = { body: { paused: false } };
    expect(await left(await portal.owner.call("PATCH", hook, resume))).toMatchObject([
      { action: "audit_webhook.resume", outcome: "failed" },
    ]);
    expect(await left(await editor.call("PATCH", hook, resume))).toMatchObject([
      { action: "audit_webhook.resume", outcome: "denied" },
    ]);
    const owner = `/api/users/${portal.owner.userId}`;
    expect(await left(await portal.owner.call("PATCH", owner, { body: { disabled: true } }))).toMatchObject([
      { action: "user.disable", outcome: "failed" },
    ]);
    expect(await left(await editor.call("PATCH", owner, { body: { owner: false } }))).toMatchObject([
      { action: "user.update", outcome: "denied", detail: { owner: false } },
    ]);
    expect(await left(await editor.call("PATCH", owner, { body: "{" }))).toMatchObject([
      { action: "user.update", outcome: "denied", detail: { missingPermission: "owner" } },
    ]);
  });

  it("and a connection that doesn't work is a failed check", async () => {
    await portal.sandbox.fault({ kind: "status", status: 401, match: { method: "GET" } });
    const answer = await editor.call("POST", `${workspace.path}/check`);
    await portal.sandbox.clearFaults();
    expect(answer.json.health.state).toBe("failing");
    expect(await left(answer)).toMatchObject([
      {
        action: "workspace.check",
        outcome: "failed",
        changes: [{ path: "/health", before: "ok", after: "failing" }],
      },
    ]);
  });
});

describe("a verification that reports its progress", () => {
  const path = () => `${workspace.path}/audit-events/verify?progress=1`;

  /** The events of an answer that may have ended before they were recorded. */
  const leftAtLast = async (response: Response) =>
    await vi.waitFor(async () => {
      const events = await eventsOfRequest(response.headers.get("x-request-id") ?? "");
      expect(events).toHaveLength(1);
      return events;
    });

  it("ends with its report, and records an event", async () => {
    const answer = await portal.owner.get(path());
    expect(answer.headers.get("content-type")).toBe("application/x-ndjson");
    const last = JSON.parse(answer.text.trim().split("\n").at(-1) ?? "");
    expect(last).toMatchObject({ ok: true, firstBad: null });
    expect(await left(answer)).toMatchObject([
      { action: "audit.verify", outcome: "succeeded", detail: { events: last.events, firstBad: null } },
    ]);
  });

  it("breaks off where it fails, and still records an event", async () => {
    await database().$executeRawUnsafe(`ALTER TABLE "AuditCheckpoint" RENAME TO "Hidden"`);
    try {
      const response = await portal.owner.open("GET", path());
      expect(response.status).toBe(200);
      await expect(response.text()).rejects.toThrow();
      expect(await leftAtLast(response)).toMatchObject([
        { action: "audit.verify", outcome: "failed", detail: { code: "internal" } },
      ]);
    } finally {
      await database().$executeRawUnsafe(`ALTER TABLE "Hidden" RENAME TO "AuditCheckpoint"`);
    }
  });

  it("stops when its reader leaves, and records an event that says so", async () => {
    const response = await portal.owner.open("GET", path());
    await response.body?.cancel();
    expect(await leftAtLast(response)).toMatchObject([
      { action: "audit.verify", outcome: "failed", detail: { code: "cancelled" } },
    ]);
  });
});

describe("secrets", () => {
  it("a new API key is recorded by its digest before and after, and by its last four characters", async () => {
    const set = async (apiKey: string) =>
      await left(await portal.owner.call("PUT", `${workspace.path}/api-key`, { body: { apiKey } }));
    const [created] = await eventsOf(portal.owner, workspace, "&action=workspace.create");
    const [event] = await set(workspace.tenant.key);
    const change = (event as unknown as { changes: { path: string; before: unknown; after: unknown }[] })
      .changes;
    const key = change.find(({ path }) => path === "/apiKey");
    expect(key).toMatchObject({ after: { redacted: true, digest: expect.stringMatching(/^[\w-]{22}$/) } });
    expect(key?.before).toEqual(key?.after);
    expect(created.changes).toContainEqual({ path: "/apiKey", before: null, after: key?.after });
    expect(JSON.stringify(event)).not.toContain(workspace.tenant.key);
  });

  it("copying a flow says how many it read", async () => {
    const webhooks = [
      { name: "a", url: "https://example.com/a", headers: { A: "canary-one", B: "canary-two" } },
      { name: "b", url: "https://example.com/b", headers: { C: "canary-three" } },
    ];
    const flow = await makeCallFlow(editor, workspace, smallCallFlow("Source", { webhooks }));
    const answer = await editor.write("POST", `${flow.path}/duplicate`, {});
    expect(answer.status).toBe(201);
    expect(await left(answer)).toMatchObject([{ detail: { duplicatedFrom: flow.id, secretsCopied: 3 } }]);
  });

  it("a webhook header's new value shows by its digest, and no answer holds the stored one", async () => {
    const webhooks = [
      { name: "a", url: "https://example.com/a", headers: { Authorization: "canary-before" } },
    ];
    const flow = await makeCallFlow(editor, workspace, smallCallFlow("Source", { webhooks }));
    const stored = (await portal.sandbox.stored(flow.id)).webhooks;
    stored[0].headers = [{ name: "Authorization", value: "canary-after" }];
    await portal.sandbox.edit("call", flow.id, { webhooks: stored });
    await editor.get(flow.path);
    const [event] = await eventsOf(portal.owner, workspace, "&action=call_flow.drift");
    const [before, after] = ["before", "after"].map((side) => event.changes[0][side][0].headers[0]);
    expect([before.value, after.value]).toEqual(["••••", "••••"]);
    expect(before.digest).not.toBe(after.digest);
    const revisions = JSON.stringify(await database().revision.findMany({ select: { document: true } }));
    for (const { digest } of [before, after]) expect(revisions).not.toContain(digest);
    expect(JSON.stringify(event)).not.toContain("canary");
  });
});

describe("one undertaking", () => {
  it("is one correlation id, in both chains that it touches", async () => {
    const admin = await portal.addPerson("Alma Admin", [[workspace, "admin"]]);
    const where = { workspaceId: workspace.id, userId: portal.owner.userId ?? "" };
    await database().roleGrant.deleteMany({ where });
    await database().binding.deleteMany({ where });
    const headers = { "x-correlation-id": "leaving-2026" };
    const answer = await portal.owner.call("PATCH", `/api/users/${admin.userId}`, {
      body: { disabled: true },
      headers,
    });
    expect(answer.status).toBe(200);
    const events = await left(answer);
    expect(events.map(({ action, chain }) => [action, chain]).sort()).toEqual([
      ["binding.add", workspace.id],
      ["user.disable", "portal"],
    ]);
    for (const { request } of events) expect(request?.correlationId).toBe("leaving-2026");
    expect(events.find(({ action }) => action === "user.disable")?.detail).toEqual({
      sessionsEnded: 1,
      tokensRevoked: 0,
    });
  });

  it("takes in the outside change that a save came upon", async () => {
    const flow = await makeCallFlow(editor, workspace);
    await portal.sandbox.edit("call", flow.id, { description: "Elsewhere" });
    const headers = { "x-correlation-id": "a-save" };
    const answer = await patchFlow(editor, flow, { prompt: "New" }, headers);
    const events = await left(answer);
    expect(events.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      "call_flow.drift succeeded",
      "call_flow.update failed",
    ]);
    expect(events.map(({ request }) => request?.correlationId)).toEqual(["a-save", "a-save"]);
    expect(events[0]?.request).toMatchObject({ ip: null, userAgent: null });
  });
});

describe("next-auth's callbacks for one request", () => {
  const origin = {
    id: "of-this-request",
    ip: "192.0.2.77",
    userAgent: "a browser",
    correlationId: "of-this",
  };
  const nothing = () => {};
  const asked = {
    origin,
    browser: NEW_BROWSER,
    onStillSignedIn: nothing,
    onUnavailable: nothing,
    onSignedIn: nothing,
    onSignedOut: () => {},
    onProviderOnly: nothing,
  };
  const options = () => authOptions(asked);
  /** Its own handler needs a running server; these are the two places where it comes to us. */
  const authorize = async (password: string) => {
    const [provider] = options().providers as unknown as [
      { options: { authorize: (given: object) => Promise<{ id: string } | null> } },
    ];
    return await provider.options.authorize({ email: OWNER.email, password });
  };

  it("leaves events that name this request: a wrong sign-in, a right one, and the sign-out", async () => {
    const { signOut } = options().events ?? {};
    await database().auditTally.deleteMany();
    expect(await authorize("not this one")).toBeNull();
    const session = await authorize(OWNER.password);
    await signOut?.({ token: { sid: session?.id }, session: {} as never });
    const actor = { name: "Owner", email: OWNER.email, role: "owner" };
    expect(await eventsOfRequest(origin.id)).toMatchObject([
      { action: "session.sign_in", outcome: "failed", actor, request: origin },
      { action: "session.sign_in", outcome: "succeeded", actor, request: origin },
      { action: "session.sign_out", outcome: "succeeded", actor, request: origin },
    ]);
  });

  it("records a session that could not be ended, which next-auth would swallow", async () => {
    const session = await authorize(OWNER.password);
    await database().$executeRawUnsafe(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END'`);
    await database().$executeRawUnsafe(
      `CREATE TRIGGER refuse BEFORE UPDATE OF "revokedAt" ON "Session" FOR EACH ROW EXECUTE FUNCTION refuse()`,
    );
    const request = { ...origin, id: "of-a-failure" };
    let stillSignedIn = 0;
    const { events } = authOptions({ ...asked, origin: request, onStillSignedIn: () => stillSignedIn++ });
    await events?.signOut?.({ token: { sid: session?.id }, session: {} as never });
    await database().$executeRawUnsafe(`DROP FUNCTION refuse CASCADE`);
    expect(stillSignedIn).toBe(1);
    expect(await eventsOfRequest(request.id)).toMatchObject([
      {
        action: "session.sign_out",
        outcome: "failed",
        target: { id: session?.id },
        detail: { code: "internal" },
      },
    ]);
  });
});
