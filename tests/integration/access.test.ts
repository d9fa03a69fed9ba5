import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { METHODS, type Method } from "@/lib/openapi/operation";
import { apiRoutes } from "@/scripts/openapi/api-routes";
import { OWNER, openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";
import { undeclaredHandlers } from "@/tests/support/route-rules";
import type { Route } from "@/tests/support/route-table";

interface Endpoint {
  method: Method;
  path: string;
  action: string | null;
  fresh: boolean;
  access: string | { workspace: string };
}

let portal: TestPortal;
let workspace: TestWorkspace;
let outsider: PortalClient;
const endpoints: Endpoint[] = [];

beforeAll(async () => {
  portal = await openPortal();
  workspace = await portal.addWorkspace();
  outsider = await portal.addPerson("Olga Outsider");
  for (const route of apiRoutes()) {
    const module = await route.load();
    for (const method of METHODS) {
      const declaration = module[method]?.declaration;
      if (!declaration) continue;
      const { access, action, fresh = false } = declaration;
      endpoints.push({ method, path: route.path, access, action, fresh });
    }
  }
});
afterAll(() => portal.close());

/** A path with its parameters filled in. */
function concrete(path: string, ws: string): string {
  return path
    .replace("[ws]", ws)
    .replace("[n]", "1")
    .replace(/\[(id|userId)\]/, "00000000-0000-4000-8000-000000000000");
}

function withoutRequestId(text: string): string {
  return text.replace(/"requestId":"[^"]*"/, "");
}

describe("every route handler", () => {
  it("states its callers, and each that changes something names its audit action", async () => {
    expect(await undeclaredHandlers(apiRoutes())).toEqual([]);
    expect(endpoints.length).toBeGreaterThan(40);
  });

  it("without a declaration is caught by this very test", async () => {
    const bare = async () => new Response();
    const silent = Object.assign(async () => new Response(), {
      declaration: { access: { workspace: "call_flow.update" }, action: null },
    });
    const forgotten: Route = { path: "/api/forgotten", load: async () => ({ GET: bare, POST: silent }) };
    expect(await undeclaredHandlers([forgotten])).toEqual([
      "GET /api/forgotten says nothing about who may call it",
      "POST /api/forgotten has no audit action",
    ]);
  });

  it("that is not public answers 401 without a session", async () => {
    const closed = endpoints.filter(({ access }) => access !== "public");
    for (const { method, path } of closed) {
      const answer = await portal.nobody.call(method, concrete(path, workspace.id));
      expect([method, path, answer.status, answer.json.code]).toEqual([method, path, 401, "not_signed_in"]);
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
    const open = endpoints.filter(({ access }) => access === "public").map(({ path }) => path);
    expect([...new Set(open)].sort()).toEqual([
      "/api/health/live",
      "/api/health/ready",
      "/api/invitations",
      "/api/metrics",
    ]);
  });

  it("inside a workspace answers a non-member as if it did not exist", async () => {
    const inside = endpoints.filter(({ path }) => path.includes("[ws]"));
    expect(inside.length).toBeGreaterThan(20);
    for (const { method, path, access } of inside) {
      expect(access).toHaveProperty("workspace");
      const answers = [];
      for (const ws of [
        workspace.id,
        workspace.slug,
        "00000000-0000-4000-8000-000000000000",
        "no-such-slug",
      ]) {
        const answer = await outsider.call(method, concrete(path, ws), method === "GET" ? {} : { body: {} });
        expect([method, path, answer.status]).toEqual([method, path, 404]);
        const headers = [...answer.headers].filter(([name]) => name !== "x-request-id");
        answers.push(JSON.stringify([headers, withoutRequestId(answer.text)]));
      }
      expect(new Set(answers).size).toBe(1);
    }
  });

  it.each([
    ["no Origin", { origin: undefined }],
    ["another site's Origin", { origin: "https://evil.example" }],
    ["a null Origin", { origin: "null" }],
    ["a cross-site hint only", { origin: undefined, "sec-fetch-site": "cross-site" }],
  ])("that changes something refuses a request with %s, and records no denial", async (_, headers) => {
    const before = (await portal.owner.get(`${workspace.path}/audit-events?limit=200`)).json.items.length;
    for (const { method, path } of endpoints.filter((endpoint) => endpoint.method !== "GET")) {
      const answer = await portal.owner.call(method, concrete(path, workspace.id), { body: {}, headers });
      expect([method, path, answer.status, answer.json.code]).toEqual([method, path, 403, "bad_origin"]);
    }
    const after = (await portal.owner.get(`${workspace.path}/audit-events?limit=200`)).json.items.length;
    expect(after).toBe(before);
  });

  it("is a read that is recorded refuses a browser that another site has led there, and records nothing", async () => {
    const recorded = endpoints.filter(
      ({ method, path }) => method === "GET" && /\/(export|verify)$/.test(path),
    );
    expect(recorded).toHaveLength(4);
    const count = async () => await database().auditEvent.count();
    const before = await count();
    for (const { method, path } of recorded) {
      const headers = { "sec-fetch-site": "cross-site" };
      for (const who of [portal.owner, outsider]) {
        const answer = await who.call(method, concrete(path, workspace.id), { headers });
        expect([path, answer.status, answer.json.code]).toEqual([path, 403, "bad_origin"]);
      }
    }
    expect(await count()).toBe(before);
    for (const site of [undefined, "none", "same-origin"]) {
      const answer = await portal.owner.get("/api/audit-events/verify", { "sec-fetch-site": site });
      expect([site, answer.status]).toEqual([site, 200]);
    }
  });

  it("for owners refuses everybody else, and records the attempts in the portal's log", async () => {
    for (const { method, path, access } of endpoints.filter((endpoint) => endpoint.access === "owner")) {
      const answer = await outsider.call(method, concrete(path, ""), method === "GET" ? {} : { body: {} });
      expect([access, method, path, answer.status, answer.json.code]).toEqual([
        "owner",
        method,
        path,
        403,
        "not_allowed",
      ]);
      expect(answer.json.detail).toContain("owner");
    }
    const denied = await portal.owner.get("/api/audit-events?outcome=denied");
    expect(denied.json.items.map(({ action }: { action: string }) => action)).toContain("user.invite");
  });
});

/** What changes how somebody signs in, who may do what, or how long the log is kept. */
const OF_RIGHTS =
  /^(user\.(invite|change_password|disable|enable|let_in)|binding\.|api_key\.|session\.revoke|workspace\.create|portal\.|audit_settings\.|audit_webhook\.(add|rotate_secret))/;

describe("a route that changes how somebody signs in, or who may do what", () => {
  it("needs a fresh proof of who the caller is, and no other route does but that of a person's rights", () => {
    const fresh = endpoints
      .filter((endpoint) => endpoint.fresh)
      .map(({ method, path }) => `${method} ${path}`);
    const ofRights = endpoints
      .filter(({ action, access }) => access !== "public" && OF_RIGHTS.test(action ?? ""))
      .map(({ method, path }) => `${method} ${path}`);
    expect(ofRights.length).toBeGreaterThan(12);
    expect(fresh.sort()).toEqual([...ofRights, "PATCH /api/users/[id]"].sort());
  });

  it("answers 403 to a session whose proof is old, and changes and records nothing", async () => {
    const own = await portal.addWorkspace();
    const { client, sessionId } = await portal.signIn(OWNER.email, OWNER.password);
    await database().$executeRaw`
      UPDATE "Session" SET "provedAt" = now() - interval '11 minutes' WHERE "id" = ${sessionId}::uuid`;
    const count = () => database().auditEvent.count();
    const before = await count();
    for (const { method, path } of endpoints.filter((endpoint) => endpoint.fresh)) {
      const answer = await client.call(method, concrete(path, own.id), { body: {} });
      expect([method, path, answer.status, answer.json.code]).toEqual([method, path, 403, "not_fresh"]);
    }
    expect(await count()).toBe(before);
  });
});

describe("roles", () => {
  const allowed: [string, Method, string, string[]][] = [
    ["call_flow.create", "POST", "/call-flows", ["editor", "admin"]],
    ["call_flow.update", "PATCH", "/call-flows/665f00000000000000000001", ["editor", "admin"]],
    ["call_flow.restore", "POST", "/call-flows/665f00000000000000000001/restore", ["editor", "admin"]],
    ["message_flow.create", "POST", "/message-flows", ["editor", "admin"]],
    ["message_flow.update", "PATCH", "/message-flows/665f00000000000000000001", ["editor", "admin"]],
    ["workspace.update", "PATCH", "", ["admin"]],
    ["workspace.check", "POST", "/check", ["editor", "admin"]],
    ["api_key.set", "PUT", "/api-key", ["admin"]],
    ["binding.add", "POST", "/members", ["admin"]],
    ["change.resolve", "POST", "/changes/00000000-0000-4000-8000-000000000000/resolve", ["editor", "admin"]],
  ];

  it.each(["viewer", "auditor", "editor", "admin"] as const)(
    "a %s may do what the role says, and a denial is recorded",
    async (role) => {
      const own = await portal.addWorkspace();
      const person = await portal.addPerson(`Role ${role}`, [[own, role]]);
      const denied: string[] = [];
      for (const [action, method, path, roles] of allowed) {
        const answer = await person.call(method, own.path + path, { body: {} });
        if (roles.includes(role)) {
          expect([action, answer.status === 403]).toEqual([action, false]);
        } else {
          expect([action, answer.status, answer.json.code]).toEqual([action, 403, "not_allowed"]);
          denied.push(action);
        }
      }
      const { json } = await portal.owner.get(`${own.path}/audit-events?outcome=denied&limit=200`);
      const recorded = json.items.map((event: { action: string; actor: { id: string } }) => [
        event.action,
        event.actor.id,
      ]);
      expect(recorded.reverse()).toEqual(denied.map((action) => [action, person.userId]));
      expect(await portal.sandbox.writes(own.tenant.workspaceId)).toEqual([]);
    },
  );

  it.each([
    ["/audit-events/export", ["auditor", "admin"]],
    ["/audit-events/verify", ["auditor", "admin"]],
    ["/members", ["admin"]],
    ["/changes", ["editor", "admin"]],
    ["/call-flows", ["viewer", "auditor", "editor", "admin"]],
    ["/audit-events", ["viewer", "auditor", "editor", "admin"]],
  ])("reading %s is for %j", async (path, roles) => {
    for (const role of ["viewer", "auditor", "editor", "admin"] as const) {
      const person = await portal.addPerson(`Reader ${role}`, [[workspace, role]]);
      const answer = await person.get(workspace.path + path);
      expect([role, answer.status]).toEqual([role, roles.includes(role) ? 200 : 403]);
    }
  });

  it("a viewer sees events about flows only, an auditor all", async () => {
    const viewer = await portal.addPerson("Vera", [[workspace, "viewer"]]);
    const auditor = await portal.addPerson("Aude", [[workspace, "auditor"]]);
    const types = async (client: PortalClient) => {
      const { json } = await client.get(`${workspace.path}/audit-events?limit=200`);
      return new Set(json.items.map((event: { target: { type: string } }) => event.target.type));
    };
    for (const type of await types(viewer)) expect(["call_flow", "message_flow"]).toContain(type);
    expect(await types(auditor)).toContain("workspace");
    const all = await auditor.get(`${workspace.path}/audit-events?action=workspace.create`);
    const one = `${workspace.path}/audit-events/${all.json.items[0].id}`;
    expect((await auditor.get(one)).status).toBe(200);
    expect((await viewer.get(one)).status).toBe(404);
  });
});
