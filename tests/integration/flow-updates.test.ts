import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { everyCallFlowField, smallMessageFlow } from "@/tests/support/flow-bodies";
import {
  etagIn,
  eventsOf,
  type MadeFlow,
  makeCallFlow,
  makeMessageFlow,
  patchFlow,
} from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";

let portal: TestPortal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const hours = {
  enabled: true,
  start: "08:00",
  end: "16:30",
  timezone: "UTC",
  outOfHoursMessage: "Closed",
};

/** Every field that the documented update requests of a call flow let one change, one at a time. */
const callFlowPatches: [string, Record<string, unknown>][] = [
  ["name", { name: "Reception" }],
  ["description", { description: "Another line" }],
  ["direction", { direction: "outbound" }],
  ["isActive", { isActive: true }],
  ["prompt", { prompt: "Be very kind." }],
  ["customWelcomeMessage", { customWelcomeMessage: "Good day!" }],
  ["welcomeMessage", { welcomeMessage: "ai_dynamic" }],
  [
    "dynamicVariableCollections",
    { dynamicVariableCollections: [{ id: "c2", name: "Other", variables: [], isDefault: false }] },
  ],
  ["settings.enableHumanLikeVoiceAndTone", { settings: { enableHumanLikeVoiceAndTone: false } }],
  ["settings.welcomeMessageDelay", { settings: { welcomeMessageDelay: 4 } }],
  ["settings.customerLocation", { settings: { customerLocation: "lyon" } }],
  ["settings.transfers", { settings: { transfers: [] } }],
  ["settings.knowledgeBases", { settings: { knowledgeBases: [] } }],
  [
    "settings.knowledgeBaseFiles",
    {
      settings: { knowledgeBaseFiles: [{ filename: "a.pdf", key: "k1", url: "https://example.com/a.pdf" }] },
    },
  ],
  ["settings.utilizePriorCallsContext", { settings: { utilizePriorCallsContext: false } }],
  ["settings.responseSettings", { settings: { responseSettings: { delay: 3, workingHours: hours } } }],
  ["settings.security.hipaaCompliance", { settings: { security: { hipaaCompliance: true } } }],
  ["settings.security.publicAccess", { settings: { security: { publicAccess: false } } }],
  ["settings.callSetting.maxCallDuration", { settings: { callSetting: { maxCallDuration: 1200 } } }],
  ["settings.callSetting.endCallOnSilence", { settings: { callSetting: { endCallOnSilence: 25 } } }],
  ["settings.callSetting.trilletVoiceGuard", { settings: { callSetting: { trilletVoiceGuard: true } } }],
  ["settings.callSetting.reminderMessages", { settings: { callSetting: { reminderMessages: ["Hello?"] } } }],
  ["settings.callSettings, the answers' name", { settings: { callSettings: { maxCallDuration: 900 } } }],
];

/** Fields that the older generation never answers: the test reads them directly from the stored state. */
function storedPart(stored: Record<string, unknown>, patch: Record<string, unknown>): unknown {
  return Object.fromEntries(Object.keys(patch).map((key) => [key, stored[key]]));
}

describe.each(["newer", "older"] as const)(
  "updating flows at an upstream of the %s generation",
  (generation) => {
    let workspace: TestWorkspace;
    let editor: PortalClient & { email: string };
    let flow: MadeFlow;

    beforeAll(async () => {
      await portal.sandbox.settings({ generation });
      workspace = await portal.addWorkspace();
      editor = await portal.addPerson("Edith Editor", [[workspace, "editor"]]);
      flow = await makeCallFlow(editor, workspace, everyCallFlowField(workspace));
    });

    async function writesAfter(count: number) {
      return (await portal.sandbox.writes(workspace.tenant.workspaceId)).slice(count);
    }

    it.each(callFlowPatches)(
      "%s of a call flow is changed by one write that names it right",
      async (_, patch) => {
        const before = (await writesAfter(0)).length;
        const read = await editor.get(flow.path);
        const answer = await patchFlow(editor, { ...flow, etag: etagIn(read) }, patch);
        expect(answer.status).toBe(200);
        const writes = await writesAfter(before);
        expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([
          `PUT /v1/api/call-flows/${flow.id}`,
        ]);
        const { settings, ...fields } = patch as { settings?: Record<string, unknown> };
        const { callSetting, callSettings, ...others } = settings ?? {};
        const limits = callSetting ?? callSettings;
        expect(writes[0]?.body).toMatchObject({
          promptType: "simple",
          ...fields,
          settings: { ...others, ...(limits ? { callSetting: limits } : {}) },
        });
        expect(writes[0]?.body.settings).not.toHaveProperty("callSettings");
        expect(writes[0]?.body).not.toHaveProperty("webhooks");
        const wanted = limits ? { ...fields, settings: { callSetting: limits } } : patch;
        expect(storedPart(await portal.sandbox.stored(flow.id), wanted)).toMatchObject(wanted);
        const [event] = (await eventsOf(portal.owner, workspace, `&target=${flow.id}`)).slice(-1);
        expect(event).toMatchObject({
          action: "call_flow.update",
          outcome: "succeeded",
          actor: { id: editor.userId, role: "editor" },
          upstream: { method: "PUT", status: 200 },
        });
      },
    );

    it("the audit event of an update holds each changed field before and after, and only those", async () => {
      const read = await editor.get(flow.path);
      const prompt = `${read.json.prompt} And brief.`;
      await patchFlow(editor, { ...flow, etag: etagIn(read) }, { prompt }, { "x-change-reason": "Tone" });
      const [event] = (await eventsOf(portal.owner, workspace, "&action=call_flow.update")).slice(-1);
      expect(event.reason).toBe("Tone");
      const revisions = (await editor.get(`${flow.path}/revisions`)).json;
      expect(revisions.items[0].reason).toBe("Tone");
      const paths = event.changes.map(({ path }: { path: string }) => path);
      expect(event.changes).toContainEqual({ path: "/prompt", before: read.json.prompt, after: prompt });
      const derived = ["/gemini_prompt", "/currentPromptId", "/promptVersions"];
      expect(paths.filter((path: string) => !derived.some((one) => path.startsWith(one)))).toEqual([
        "/prompt",
      ]);
    });

    it("an added webhook goes out with an object of headers and `variables`", async () => {
      const before = (await writesAfter(0)).length;
      const webhook = {
        name: "Notify",
        url: "https://example.com/notify",
        method: "POST",
        headers: { Authorization: "Bearer abc-secret-abc" },
        description: "Tells the team",
        variables: [{ name: "caller", description: "Who calls" }],
      };
      const etag = etagIn(await editor.get(flow.path));
      const answer = await patchFlow(editor, { ...flow, etag }, { webhooks: [webhook] });
      expect(answer.status).toBe(200);
      const [write, ...more] = await writesAfter(before);
      expect(more).toEqual([]);
      expect(write?.body.webhooks).toEqual([webhook]);
      expect(answer.json.webhooks.map(({ name }: { name: string }) => name)).toEqual(["Booking", "Notify"]);
      expect(answer.json.webhooks[1]).toMatchObject({
        headers: [{ name: "Authorization", value: "••••" }],
        variables: webhook.variables,
      });
    });

    it("autopilot is a requested value, not a flip: the same request twice flips once", async () => {
      const message = await makeMessageFlow(editor, workspace, smallMessageFlow(workspace));
      const before = (await writesAfter(0)).length;
      const first = await patchFlow(editor, message, { autopilot: true });
      expect([first.status, first.json.autopilot]).toEqual([200, true]);
      const second = await patchFlow(editor, { ...message, etag: etagIn(first) }, { autopilot: true });
      expect([second.status, second.json.autopilot]).toEqual([200, true]);
      expect((await writesAfter(before)).map(({ path }) => path)).toEqual([
        `/v1/api/message-flows/${message.id}/toggle-autopilot`,
      ]);
      expect((await portal.sandbox.stored(message.id)).autopilot).toBe(true);
    });

    it("description, settings and autopilot of a message flow are changed, nested, in one write", async () => {
      const message = await makeMessageFlow(editor, workspace, smallMessageFlow(workspace));
      const before = (await writesAfter(0)).length;
      const settings = {
        responseSettings: { delay: 7, workingHours: hours },
        security: { hipaaCompliance: true },
        emailSettings: { subjectLine: "Re", signature: "Us" },
      };
      const answer = await patchFlow(editor, message, { description: "Changed", autopilot: true, settings });
      expect(answer.status).toBe(200);
      const writes = await writesAfter(before);
      expect(writes).toHaveLength(1);
      expect(writes[0]).toMatchObject({ method: "PUT", path: `/v1/api/message-flows/${message.id}` });
      expect(writes[0]?.body).toEqual({ description: "Changed", settings, toggleAutopilot: true });
      expect(answer.json).toMatchObject({ description: "Changed", autopilot: true, settings });
      expect(await portal.sandbox.stored(message.id)).toMatchObject({
        description: "Changed",
        autopilot: true,
        settings,
      });
    });

    it("autopilot of a call flow is set where the upstream has it, else refused by name", async () => {
      const etag = etagIn(await editor.get(flow.path));
      const before = (await writesAfter(0)).length;
      const answer = await patchFlow(editor, { ...flow, etag }, { autopilot: true });
      if (generation === "newer") {
        expect(answer.status).toBe(422);
        expect(answer.json.errors[0].path).toBe("/autopilot");
        expect(await writesAfter(before)).toEqual([]);
        return;
      }
      expect([answer.status, answer.json.autopilot]).toEqual([200, true]);
      expect((await writesAfter(before))[0]?.body.toggleAutopilot).toBe(true);
      const again = await patchFlow(
        editor,
        { ...flow, etag: etagIn(answer) },
        { autopilot: true, name: "X" },
      );
      expect([again.status, again.json.autopilot]).toEqual([200, true]);
      expect((await portal.sandbox.stored(flow.id)).autopilot).toBe(true);
    });
  },
);

it("a global flow may be requested where the workspace may have one", async () => {
  await portal.sandbox.settings({ generation: "newer" });
  const workspace = await portal.addWorkspace();
  const flow = await makeCallFlow(portal.owner, workspace);
  const refused = await patchFlow(portal.owner, flow, { isGlobal: true });
  expect(refused.status).toBe(502);
  await portal.sandbox.changeState((state) => {
    for (const row of state.workspaces) row.mayCreateGlobalFlows = true;
  });
  const answer = await patchFlow(portal.owner, flow, { isGlobal: true });
  expect([answer.status, answer.json.isGlobal]).toEqual([200, true]);
  const writes = await portal.sandbox.writes(workspace.tenant.workspaceId);
  expect(writes.at(-1)?.body.isGlobal).toBe(true);
});
