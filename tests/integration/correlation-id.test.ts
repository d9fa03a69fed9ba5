import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { smallCallFlow } from "@/tests/support/flow-bodies";
import { eventsOf } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";

let portal: TestPortal;
let workspace: TestWorkspace;
let editor: PortalClient;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  workspace = await portal.addWorkspace();
  editor = await portal.addPerson("Edith Editor", [[workspace, "editor"]]);
});

describe("a correlation id", () => {
  it("is the request's own id where the caller named none", async () => {
    const made = await editor.write("POST", `${workspace.path}/call-flows`, smallCallFlow());
    const [event] = await eventsOf(portal.owner, workspace, "&action=call_flow.create");
    expect(event.request.correlationId).toBe(event.request.id);
    expect(event.request.id).toBe(made.headers.get("x-request-id"));
  });

  it.each(["", "a b", "a%C3%A4", "x".repeat(65), "a/b"])(
    "%j is refused by name, and nothing is sent",
    async (id) => {
      const headers = { "x-correlation-id": id };
      const answer = await editor.write("POST", `${workspace.path}/call-flows`, smallCallFlow(), headers);
      expect([answer.status, answer.json.errors?.[0]?.path]).toEqual([422, "/X-Correlation-Id"]);
      expect(await portal.sandbox.writes(workspace.tenant.workspaceId)).toEqual([]);
    },
  );

  it("is kept with a change that is carried out, and with one that is denied", async () => {
    const viewer = await portal.addPerson("Vera Viewer", [[workspace, "viewer"]]);
    const headers = { "x-correlation-id": "Release_7-b" };
    const path = `${workspace.path}/call-flows`;
    expect((await editor.write("POST", path, smallCallFlow(), headers)).status).toBe(201);
    expect((await viewer.write("POST", path, smallCallFlow(), headers)).status).toBe(403);
    const events = await eventsOf(portal.owner, workspace, "&action=call_flow.create");
    expect(events.map(({ outcome, request }) => [outcome, request.correlationId])).toEqual([
      ["succeeded", "Release_7-b"],
      ["denied", "Release_7-b"],
    ]);
  });
});
