import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { apiRoutes } from "@/scripts/openapi/api-routes";
import { concretePath, type Endpoint, forPeople, loadEndpoints, sameParts } from "@/tests/support/endpoints";
import { OWNER, openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";
import { undeclaredHandlers } from "@/tests/support/route-rules";
import type { Route } from "@/tests/support/route-table";

let portal: TestPortal;
let workspace: TestWorkspace;
let outsider: PortalClient;
let endpoints: Endpoint[];

beforeAll(async () => {
  portal = await openPortal();
  workspace = await portal.addWorkspace();
  outsider = await portal.addPerson("Olga Outsider");
  endpoints = await loadEndpoints();
});
afterAll(() => portal.close());

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
    for (const { method, path } of forPeople(endpoints)) {
      const answer = await portal.nobody.call(method, concretePath(path, workspace.id));
      expect([method, path, answer.status, answer.json.code]).toEqual([method, path, 401, "not_signed_in"]);
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
    const open = endpoints.filter(({ access }) => access === "public").map(({ path }) => path);
    expect([...new Set(open)].sort()).toEqual([
      "/api/health/live",
      "/api/health/ready",
      "/api/invitations",
      "/api/invitations/preview",
      "/api/metrics",
      "/api/password-resets",
      "/api/password-resets/complete",
      "/api/password-resets/preview",
      "/api/sign-in/passkey",
      "/api/sign-in/passkey/challenge",
      "/api/sign-in/providers",
      "/api/sign-in/providers/[id]",
      "/api/sign-in/providers/[id]/callback",
    ]);
  });

  it("answers a session that was ended, was left unused, or whose person is disabled as if there were none", async () => {
    const over = {
      ended: (sessionId: string) =>
        database().session.update({ where: { id: sessionId }, data: { revokedAt: new Date() } }),
      unused: (sessionId: string) =>
        database().session.update({ where: { id: sessionId }, data: { lastSeenAt: new Date(0) } }),
      disabled: (sessionId: string) =>
        database().user.updateMany({
          where: { sessions: { some: { id: sessionId } } },
          data: { disabledAt: new Date() },
        }),
    };
    const clients: PortalClient[] = [portal.nobody];
    for (const end of Object.values(over)) {
      const { email } = await portal.addPerson("Was an admin", [[workspace, "admin"]]);
      const { client, sessionId } = await portal.signIn(email);
      expect((await client.get("/api/me")).status).toBe(200);
      await end(sessionId);
      clients.push(client);
    }
    for (const { method, path } of forPeople(endpoints)) {
      const answers = [];
      for (const client of clients) answers.push(await client.call(method, concretePath(path, workspace.id)));
      expect([method, path, answers.map(({ status }) => status)]).toEqual([
        method,
        path,
        clients.map(() => 401),
      ]);
      expect(new Set(answers.map(sameParts)).size).toBe(1);
    }
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
        const answer = await outsider.call(
          method,
          concretePath(path, ws),
          method === "GET" ? {} : { body: {} },
        );
        expect([method, path, answer.status]).toEqual([method, path, 404]);
        answers.push(sameParts(answer));
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
    for (const { method, path, access } of endpoints.filter((endpoint) => endpoint.method !== "GET")) {
      // No site can make a browser send a directory's token.
      if (access === "directory") continue;
      const answer = await portal.owner.call(method, concretePath(path, workspace.id), { body: {}, headers });
      expect([method, path, answer.status, answer.json.code]).toEqual([method, path, 403, "bad_origin"]);
    }
    const after = (await portal.owner.get(`${workspace.path}/audit-events?limit=200`)).json.items.length;
    expect(after).toBe(before);
  });

  it("is a read that is recorded refuses a browser that another site has led there, and records nothing", async () => {
    const recorded = endpoints.filter(
      ({ method, path }) => method === "GET" && /\/audit-events\/(export|verify)$/.test(path),
    );
    expect(recorded).toHaveLength(4);
    const count = async () => await database().auditEvent.count();
    const before = await count();
    for (const { method, path } of recorded) {
      const headers = { "sec-fetch-site": "cross-site" };
      for (const who of [portal.owner, outsider]) {
        const answer = await who.call(method, concretePath(path, workspace.id), { headers });
        expect([path, answer.status, answer.json.code]).toEqual([path, 403, "bad_origin"]);
      }
    }
    expect(await count()).toBe(before);
    for (const site of [undefined, "none", "same-origin"]) {
      const answer = await portal.owner.get("/api/audit-events/verify", { "sec-fetch-site": site });
      expect([site, answer.status]).toEqual([site, 200]);
    }
  });

  it("for directories answers everybody else with the same 401, and records nothing", async () => {
    const ofDirectories = endpoints.filter(({ access }) => access === "directory");
    expect(ofDirectories.length).toBeGreaterThan(10);
    const before = await database().auditEvent.count();
    const answers = [];
    for (const { method, path } of ofDirectories) {
      for (const client of [portal.nobody, portal.owner, outsider])
        answers.push(await client.call(method, concretePath(path, ""), method === "GET" ? {} : { body: {} }));
    }
    expect(new Set(answers.map(sameParts)).size).toBe(1);
    expect([answers[0]?.status, answers[0]?.json.status]).toEqual([401, "401"]);
    expect(await database().auditEvent.count()).toBe(before);
  });

  it("for owners refuses everybody else, and records the attempts in the portal's log", async () => {
    for (const { method, path, access } of endpoints.filter((endpoint) => endpoint.access === "owner")) {
      const answer = await outsider.call(
        method,
        concretePath(path, ""),
        method === "GET" ? {} : { body: {} },
      );
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
  /^(user\.(invite|change_password|disable|enable|let_in|reset_factors|set_roles|import|pseudonymise)|group\.|access\.|authenticator_app\.|passkey\.|recovery_codes\.|binding\.|api_key\.|session\.revoke|sign_in_provider\.|directory\.(connect|disconnect)|identity\.|token\.|workspace\.create|portal\.|mail\.|audit_settings\.|audit_webhook\.(add|rotate_secret)|notice_channel\.add)/;

describe("a route that changes how somebody signs in, or who may do what", () => {
  it("needs a fresh proof of who the caller is, and no other route does but those whose body may be about it", () => {
    const fresh = endpoints
      .filter((endpoint) => endpoint.fresh)
      .map(({ method, path }) => `${method} ${path}`);
    const ofRights = endpoints
      .filter(({ action, access }) => access !== "public" && OF_RIGHTS.test(action ?? ""))
      .map(({ method, path }) => `${method} ${path}`);
    expect(ofRights.length).toBeGreaterThan(12);
    const byBody = [
      "PATCH /api/users/[id]",
      "PATCH /api/workspaces/[ws]",
      "POST /api/me/passkeys/challenge",
      "POST /api/sign-in-providers/[id]/preview",
    ];
    expect(fresh.sort()).toEqual([...ofRights, ...byBody].sort());
  });

  it("answers 403 to a session whose proof is old, and changes and records nothing", async () => {
    const own = await portal.addWorkspace();
    const { client, sessionId } = await portal.signIn(OWNER.email, OWNER.password);
    await database().$executeRaw`
      UPDATE "Session" SET "provedAt" = now() - interval '11 minutes' WHERE "id" = ${sessionId}::uuid`;
    const count = () => database().auditEvent.count();
    const before = await count();
    for (const { method, path } of endpoints.filter((endpoint) => endpoint.fresh)) {
      const answer = await client.call(method, concretePath(path, own.id), { body: {} });
      expect([method, path, answer.status, answer.json.code]).toEqual([method, path, 403, "not_fresh"]);
    }
    expect(await count()).toBe(before);
  });
});

describe("where everybody needs a second factor", () => {
  const require = (requireSecondFactor: boolean) =>
    database().portalSettings.upsert({
      where: { id: 1 },
      create: { id: 1, requireSecondFactor },
      update: { requireSecondFactor },
    });

  it("every route but those for setting one up refuses whoever has none, and records nothing", async () => {
    const open = endpoints
      .filter(({ beforeFactor }) => beforeFactor)
      .map(({ method, path }) => `${method} ${path}`);
    expect(open.sort()).toEqual([
      "DELETE /api/me/passkeys/[id]",
      "DELETE /api/me/totp",
      "GET /api/me",
      "GET /api/me/draft-key",
      "GET /api/me/passkeys",
      "GET /api/me/reauthenticate",
      "GET /api/me/recovery-codes",
      "GET /api/me/totp",
      "POST /api/me/passkeys",
      "POST /api/me/passkeys/challenge",
      "POST /api/me/reauthenticate",
      "POST /api/me/reauthenticate/challenge",
      "POST /api/me/totp",
    ]);
    await require(true);
    try {
      const before = await database().auditEvent.count();
      for (const { method, path, beforeFactor } of forPeople(endpoints)) {
        if (beforeFactor) continue;
        const answer = await portal.owner.call(
          method,
          concretePath(path, workspace.id),
          method === "GET" ? {} : { body: {} },
        );
        const code = answer.json?.code;
        expect([method, path, answer.status, code]).toEqual([method, path, 403, "second_factor_required"]);
      }
      expect(await database().auditEvent.count()).toBe(before);
      expect((await portal.owner.get("/api/me")).status).toBe(200);
    } finally {
      await require(false);
    }
  });

  it("setting one up in this session satisfies at once, and removing it closes the portal again", async () => {
    const person = await portal.addPerson("Eve Editor", [[workspace, "editor"]]);
    await require(true);
    try {
      expect((await person.get(workspace.path)).json.code).toBe("second_factor_required");
      const userId = person.userId ?? "";
      const passkey = {
        id: randomUUID(),
        userId,
        name: "A phone",
        credentialId: "x",
        publicKey: Buffer.alloc(1),
      };
      await database().passkey.create({ data: passkey });
      expect((await person.get(workspace.path)).status).toBe(200);
      expect((await person.get("/api/sessions")).status).toBe(200);
      await database().passkey.deleteMany({ where: { userId } });
      expect((await person.get("/api/sessions")).json.code).toBe("second_factor_required");
    } finally {
      await require(false);
    }
  });
});
