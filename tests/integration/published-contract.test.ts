import { afterAll, beforeAll, expect, it } from "vitest";
import { problemAnswer } from "@/lib/openapi/answers/problem-answer";
import type { OperationMethod } from "@/lib/openapi/operation";
import { collectOperations } from "@/scripts/openapi/api-routes";
import { everyCallFlowField, smallMessageFlow } from "@/tests/support/flow-bodies";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalAnswer, PortalClient } from "@/tests/support/portal-client";

const operations = await collectOperations();

let portal: TestPortal;
let workspace: TestWorkspace;
let editor: PortalClient & { email: string };
let callFlow: PortalAnswer;
let messageFlow: PortalAnswer;
beforeAll(async () => {
  portal = await openPortal();
  workspace = await portal.addWorkspace();
  editor = await portal.addPerson("Edith Editor", [[workspace, "editor"]]);
  callFlow = await editor.write("POST", `${workspace.path}/call-flows`, everyCallFlowField(workspace));
  messageFlow = await editor.write("POST", `${workspace.path}/message-flows`, smallMessageFlow(workspace));
});
afterAll(() => portal.close());

/** The answer must match the contract: nothing missing, nothing of another type, and nothing unpublished. */
function expectAsPublished(method: OperationMethod, path: string, answer: PortalAnswer): void {
  const answered = operations.find((one) => one.method === method && one.path === path)?.declaration.answer;
  expect(answer.status, answer.text).toBe(answered?.status ?? 200);
  // A schema drops what it doesn't know, so a field that the contract does not name makes the two differ.
  expect(answered?.schema?.parse(answer.json)).toEqual(answer.json);
  for (const header of answered?.headers ?? []) expect(answer.headers.has(header)).toBe(true);
}

it("the document is OpenAPI 3.1, for anyone who is signed in and nobody else", async () => {
  const served = await editor.get("/api/openapi.json");
  expect(served.status).toBe(200);
  expect(served.json.openapi).toMatch(/^3\.1\./);
  expect(Object.keys(served.json.paths)).toContain("/api/workspaces/{ws}/call-flows/{id}/restore");
  expect((await portal.nobody.get("/api/openapi.json")).status).toBe(401);
  expect(served.json.servers).toEqual([{ url: "http://portal.test" }]);
});

it("flows answer as published", async () => {
  const ws = "/api/workspaces/{ws}";
  expectAsPublished("post", `${ws}/call-flows`, callFlow);
  expectAsPublished("post", `${ws}/message-flows`, messageFlow);
  for (const [segment, made] of [
    ["call-flows", callFlow],
    ["message-flows", messageFlow],
  ] as const) {
    const list = `${workspace.path}/${segment}`;
    const one = `${list}/${made.json.id}`;
    const state = { "if-match": made.headers.get("etag") ?? "" };
    const changed = await editor.write("PATCH", one, { description: "Other words" }, state);
    expectAsPublished("patch", `${ws}/${segment}/{id}`, changed);
    const newer = { "if-match": changed.headers.get("etag") ?? "" };
    const restored = await editor.write("POST", `${one}/restore`, { revision: 1 }, newer);
    expectAsPublished("post", `${ws}/${segment}/{id}/restore`, restored);
    expectAsPublished("get", `${ws}/${segment}`, await editor.get(`${list}?refresh=1`));
    expectAsPublished("get", `${ws}/${segment}/{id}`, await editor.get(one));
    expectAsPublished("get", `${ws}/${segment}/{id}/revisions`, await editor.get(`${one}/revisions`));
    expectAsPublished("get", `${ws}/${segment}/{id}/revisions/{n}`, await editor.get(`${one}/revisions/1`));
    const comparison = await editor.get(`${one}/revisions/compare?from=1&to=2`);
    expectAsPublished("get", `${ws}/${segment}/{id}/revisions/compare`, comparison);
    const plan = await editor.get(`${one}/revisions/2/restore-plan`);
    expectAsPublished("get", `${ws}/${segment}/{id}/revisions/{n}/restore-plan`, plan);
    expectAsPublished("get", `${ws}/${segment}/{id}/blame`, await editor.get(`${one}/blame`));
    expectAsPublished("get", `${ws}/${segment}/{id}/drift`, await editor.get(`${one}/drift`));
    const { current } = (await editor.get(`${one}/drift`)).json;
    const kept = await editor.write("POST", `${one}/drift`, { revision: current.n, keep: "theirs" });
    expectAsPublished("post", `${ws}/${segment}/{id}/drift`, kept);
  }
});

it.each([
  "/api/me",
  "/api/workspaces",
  "/api/workspaces/{ws}",
  "/api/workspaces/{ws}/agents",
  "/api/workspaces/{ws}/audit-events",
  "/api/workspaces/{ws}/audit-events/verify",
  "/api/workspaces/{ws}/changes",
  "/api/workspaces/{ws}/folders",
  "/api/workspaces/{ws}/knowledge-bases",
  "/api/workspaces/{ws}/members",
  "/api/audit-events",
  "/api/audit-events/verify",
  "/api/users",
  "/api/sessions",
])("GET %s answers as published", async (path) => {
  const query = path.endsWith("/agents") ? "?kind=call" : "";
  expectAsPublished("get", path, await portal.owner.get(`${path.replace("{ws}", workspace.id)}${query}`));
});

it("people and workspaces are made and changed as published", async () => {
  const made = await portal.owner.call("POST", "/api/users", {
    body: { email: "new@example.com", name: "New Person" },
  });
  expectAsPublished("post", "/api/users", made);
  const user = `/api/users/${made.json.id}`;
  expectAsPublished(
    "patch",
    "/api/users/{id}",
    await portal.owner.call("PATCH", user, { body: { name: "Renamed" } }),
  );
  const link = await portal.owner.call("POST", `${user}/invitations`);
  expectAsPublished("post", "/api/users/{id}/invitations", link);
  const member = await portal.owner.call("POST", `${workspace.path}/members`, {
    body: { email: "new@example.com", role: "viewer" },
  });
  expectAsPublished("post", "/api/workspaces/{ws}/members", member);
  const renamed = await portal.owner.call("PATCH", workspace.path, { body: { name: "Other name" } });
  expectAsPublished("patch", "/api/workspaces/{ws}", renamed);
  const checked = await portal.owner.call("POST", `${workspace.path}/check`);
  expectAsPublished("post", "/api/workspaces/{ws}/check", checked);
});

it("problems are as published, also those with members of their own", async () => {
  const path = `${workspace.path}/call-flows/${callFlow.json.id}`;
  const stale = await editor.write("PATCH", path, { prompt: "Other" }, { "if-match": '"of another state"' });
  const invalid = await editor.write("PATCH", path, { nonsense: 1 }, { "if-match": '"any"' });
  const missing = await editor.get("/api/workspaces/nowhere");
  expect([stale.status, invalid.status, missing.status]).toEqual([412, 422, 404]);
  for (const answer of [stale, invalid, missing]) {
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(problemAnswer.parse(answer.json)).toEqual(answer.json);
  }
});
