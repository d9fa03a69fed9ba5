import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { can, type Role } from "@/lib/identity/roles";
import type { Method } from "@/lib/openapi/operation";
import { concretePath, type Endpoint, forPeople, loadEndpoints, sameParts } from "@/tests/support/endpoints";
import { makeCallFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import { PortalClient } from "@/tests/support/portal-client";

let portal: TestPortal;
let workspace: TestWorkspace;
let endpoints: Endpoint[];

beforeAll(async () => {
  portal = await openPortal();
  workspace = await portal.addWorkspace();
  endpoints = await loadEndpoints();
});
afterAll(() => portal.close());

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

  it("an event about a flow has no network address for a viewer, nor does a filter find one out", async () => {
    const { id: flow } = await makeCallFlow(portal.owner, workspace);
    const address = "192.0.2.7";
    for (const [role, sees] of [
      ["viewer", false],
      ["editor", false],
      ["auditor", true],
      ["admin", true],
    ] as const) {
      const person = await portal.addPerson(`Address ${role}`, [[workspace, role]]);
      const read = async (path: string) => (await person.get(path)).json;
      const log = `${workspace.path}/audit-events`;
      const [event] = (await read(`${log}?target=${flow}`)).items;
      const [across] = (await read(`/api/activity?target=${flow}`)).items;
      const seen = [event, await read(`${log}/${event.id}`), across].map(({ request }) => request.ip);
      expect([role, ...seen]).toEqual([role, ...seen.map(() => (sees ? address : null))]);
      expect(event.request.userAgent).toBe("integration-test");
      const found = [
        (await read(`${log}?target=${flow}&ip=${address}`)).items.length,
        (await read(`${log}/newer?after=0&target=${flow}&ip=${address}`)).count,
        (await read(`/api/activity?target=${flow}&ip=${address}`)).items.length,
      ];
      expect([role, ...found]).toEqual([role, ...found.map(() => (sees ? 1 : 0))]);
    }
  });
});

describe("a token", () => {
  const closed = () => forPeople(endpoints);
  const call = (client: PortalClient, { method, path }: Endpoint, ws: string) =>
    client.call(method, concretePath(path, ws), method === "GET" ? {} : { body: {} });

  async function tokenOf(role: Role, own: TestWorkspace) {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const body = { name: `For ${role}s`, workspaces: [own.slug], role, expiresAt };
    const { json } = await portal.owner.call("POST", "/api/tokens", { body });
    return { id: json.id as string, script: new PortalClient(portal.owner.userId).withToken(json.token) };
  }

  it("may call what lets a token in: all of a workspace but what needs a fresh proof, and what any caller may read", () => {
    const open = closed().filter(({ tokens }) => tokens);
    const inside = endpoints.filter(({ path, fresh }) => path.includes("[ws]") && !fresh);
    const names = (list: Endpoint[]) => list.map(({ method, path }) => `${method} ${path}`).sort();
    expect(names(open)).toEqual(
      [
        ...names(inside),
        ...["GET /api/activity", "GET /api/audit-keys", "GET /api/audit-keys/[id]", "GET /api/me"],
        ...["GET /api/openapi.json", "GET /api/overview", "GET /api/search"],
        ...["GET /api/jobs", "GET /api/jobs/[id]", "GET /api/jobs/[id]/events", "GET /api/workspaces"],
        ...[
          "GET /api/transfers",
          "GET /api/transfers/[id]",
          "POST /api/transfers",
          "POST /api/transfers/preview",
        ],
        "PUT /api/transfers/[id]/tasks/[task]",
        "POST /api/replacements/preview",
        ...["", "/[id]/cancel", "/[id]/pause", "/[id]/resume", "/[id]/retry"].map(
          (path) => `POST /api/jobs${path}`,
        ),
      ].sort(),
    );
  });

  it("that has run out gets the same 401 everywhere", async () => {
    const { id, script } = await tokenOf("admin", workspace);
    await database().apiToken.update({ where: { id }, data: { expiresAt: new Date() } });
    const answers = [];
    for (const endpoint of closed()) answers.push(await call(script, endpoint, workspace.id));
    expect(new Set(answers.map(sameParts)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401, json: { code: "not_signed_in" } });
  });

  it("of an owner, with an admin's role, is refused by nothing but what lets no token in", async () => {
    const own = await portal.addWorkspace();
    const { script } = await tokenOf("admin", own);
    for (const endpoint of closed()) {
      const answer = await call(script, endpoint, own.id);
      const refused = [401, 403].includes(answer.status);
      expect([endpoint.method, endpoint.path, refused]).toEqual([
        endpoint.method,
        endpoint.path,
        !endpoint.tokens,
      ]);
      if (refused)
        expect([answer.json.code, answer.json.detail]).toEqual([
          "not_allowed",
          expect.stringContaining("session"),
        ]);
    }
  });

  it("that is too narrow lacks what its own role lacks, and other workspaces do not exist for it", async () => {
    const own = await portal.addWorkspace();
    const { script } = await tokenOf("viewer", own);
    for (const endpoint of endpoints) {
      const { method, path, access, tokens } = endpoint;
      if (typeof access === "string") continue;
      const answers = [];
      for (const ws of [workspace.id, "no-such-slug"]) answers.push(await call(script, endpoint, ws));
      expect([method, path, answers.map(({ status }) => status)]).toEqual([method, path, [404, 404]]);
      expect(new Set(answers.map(sameParts)).size).toBe(1);
      const may = tokens && can("viewer", access.workspace);
      const { status, json } = await call(script, endpoint, own.id);
      expect([method, path, status === 403]).toEqual([method, path, !may]);
      if (!may) expect(json.detail).toContain(tokens ? access.workspace : "session");
    }
  });
});
