import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { everyCallFlowField, everyMessageFlowField, smallMessageFlow } from "@/tests/support/flow-bodies";
import { etagIn, eventsOf } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";
import { loggedKey } from "@/tests/support/test-sandbox";

let portal: TestPortal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

describe.each(["newer", "older"] as const)(
  "creating flows at an upstream of the %s generation",
  (generation) => {
    let workspace: TestWorkspace;
    let editor: PortalClient & { email: string };

    beforeEach(async () => {
      await portal.sandbox.settings({ generation });
      workspace = await portal.addWorkspace();
      editor = await portal.addPerson("Edith Editor", [[workspace, "editor"]]);
    });

    it("a call flow with every documented field is one write, under the documented names", async () => {
      const body = everyCallFlowField(workspace);
      const made = await editor.write("POST", `${workspace.path}/call-flows`, body);
      expect(made.status).toBe(201);
      expect(made.headers.get("location")).toBe(`${workspace.path}/call-flows/${made.json.id}`);
      expect(made.headers.get("cache-control")).toBe("no-store");
      expect(made.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);

      const writes = await portal.sandbox.writes(workspace.tenant.workspaceId);
      expect(writes).toHaveLength(1);
      expect(writes[0]).toMatchObject({ method: "POST", path: "/v1/api/call-flows", applied: true });
      expect(writes[0]?.headers["x-api-key"]).toEqual(loggedKey(workspace.tenant.key));
      expect(writes[0]?.headers["x-workspace-id"]).toBe(workspace.tenant.workspaceId);
      expect(writes[0]?.headers).not.toHaveProperty("authorization");
      expect(writes[0]?.body).toEqual(body);

      const read = await editor.get(`${workspace.path}/call-flows/${made.json.id}`);
      expect(etagIn(read)).toBe(etagIn(made));
      expect(read.json).toEqual(made.json);
    });

    it("the requested flow comes back in normal form, header values hidden", async () => {
      const body = everyCallFlowField(workspace);
      const { json } = await editor.write("POST", `${workspace.path}/call-flows`, body);
      const { webhooks, settings, ...fields } = body;
      const newer = generation === "newer";
      expect(json).toMatchObject({
        ...(newer
          ? fields
          : { name: fields.name, agent: fields.agent, prompt: fields.prompt, isActive: false }),
        webhooks: [
          {
            name: "Booking",
            url: webhooks[0]?.url,
            method: "PUT",
            headers: [{ name: "X-Token", value: "••••" }],
            variables: [{ name: "slot", description: "Wanted time" }],
            ...(newer ? { responseVariables: webhooks[0]?.responseVariables, isTesting: true } : {}),
          },
        ],
      });
      expect(json.settings.security.publicAccess).toBe(true);
      expect(json.settings.security).not.toHaveProperty("securityOptOut");
      expect(json.settings.knowledgeBases).toEqual(settings.knowledgeBases);
      expect(Object.keys(json)).not.toContain("__v");
      expect(json).not.toHaveProperty("_id");
    });

    it.each(["flat", "nested"])(
      "a message flow is sent flat, also when its working hours come %s",
      async (form) => {
        const documented = everyMessageFlowField(workspace);
        const { delay, ...hours } = documented.settings.responseSettings;
        const requested =
          form === "flat"
            ? documented
            : {
                ...documented,
                settings: { ...documented.settings, responseSettings: { delay, workingHours: hours } },
              };
        const made = await editor.write("POST", `${workspace.path}/message-flows`, requested);
        expect(made.status).toBe(201);
        expect(made.headers.get("location")).toBe(`${workspace.path}/message-flows/${made.json.id}`);
        expect(made.json).toMatchObject({
          ...documented,
          settings: {
            ...documented.settings,
            responseSettings: { delay: 5, workingHours: { ...hours } },
          },
        });

        const writes = await portal.sandbox.writes(workspace.tenant.workspaceId);
        expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /v1/api/message-flows"]);
        expect(writes[0]?.body).toEqual(documented);
        expect(etagIn(await editor.get(`${workspace.path}/message-flows/${made.json.id}`))).toBe(
          etagIn(made),
        );
      },
    );

    it("both switches of a message flow are always sent", async () => {
      const body = smallMessageFlow(workspace);
      expect((await editor.write("POST", `${workspace.path}/message-flows`, body)).status).toBe(201);
      const [write] = await portal.sandbox.writes(workspace.tenant.workspaceId);
      expect(write?.body).toEqual({ ...body, isActive: false, autopilot: false });
    });

    it("the audit log says who made what, from where, why, and what it holds", async () => {
      const made = await editor.write("POST", `${workspace.path}/call-flows`, everyCallFlowField(workspace), {
        "x-change-reason": "New branch",
      });
      const events = await eventsOf(portal.owner, workspace, "&action=call_flow.create");
      expect(events).toHaveLength(1);
      expect(events[0]).toMatchObject({
        workspaceId: workspace.id,
        actor: { type: "user", id: editor.userId, email: editor.email, name: "Edith Editor", role: "editor" },
        outcome: "succeeded",
        target: { type: "call_flow", id: made.json.id, name: "Front desk" },
        reason: "New branch",
        request: { id: made.headers.get("x-request-id"), ip: "192.0.2.7", userAgent: "integration-test" },
        upstream: { method: "POST", status: generation === "newer" ? 201 : 200, error: null },
      });
      expect(events[0].upstream.durationMs).toBeGreaterThanOrEqual(0);
      const changes = new Map(events[0].changes.map((change: { path: string }) => [change.path, change]));
      expect(changes.get("/name")).toEqual({ path: "/name", before: null, after: "Front desk" });
      expect(changes.get("/prompt")).toMatchObject({ before: null, after: "Be brief and kind." });
      expect(JSON.stringify(events)).not.toContain("secret-token-value");
    });
  },
);
