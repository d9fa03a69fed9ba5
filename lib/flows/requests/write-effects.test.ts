import { describe, expect, it } from "vitest";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { exampleMessageFlow } from "@/tests/support/message-flow-example";
import { type CallFlowPatch, createCallFlowSchema } from "./call-flow-requests";
import { createMessageFlowSchema } from "./message-flow-requests";
import type { WriteEffect } from "./write-effect";
import { effectsOfCreate, effectsOfUpdate } from "./write-effects";

const codes = (effects: WriteEffect[]) => effects.map(({ code }) => code);

const settings = exampleCallFlow().settings;

/** A call flow whose limits are known, so that an update has nothing to say by itself. */
function quietFlow(changes: Partial<CallFlow> = {}): CallFlow {
  const callSettings = { ...settings.callSettings, maxCallDuration: 900, endCallOnSilence: 20 };
  return exampleCallFlow({ settings: { ...settings, callSettings }, ...changes });
}

function update(patch: CallFlowPatch, changes: Partial<CallFlow> = {}) {
  return effectsOfUpdate("call_flow", quietFlow(changes), patch);
}

describe("an update of a call flow", () => {
  it("has no effects besides its fields when it changes texts only", () => {
    expect(update({ name: "N", prompt: "P", description: "D" })).toEqual([]);
  });

  it("says that it activates or deactivates, only where that differs", () => {
    expect(codes(update({ isActive: true }, { isActive: false }))).toEqual(["activates"]);
    expect(codes(update({ isActive: false }, { isActive: true }))).toEqual(["deactivates"]);
    expect(update({ isActive: true }, { isActive: true })).toEqual([]);
    expect(codes(update({ isActive: true }, { isActive: null }))).toEqual(["activates"]);
  });

  it("says that autopilot is switched, only where that differs", () => {
    expect(codes(update({ autopilot: true }, { autopilot: false }))).toEqual(["autopilot_on"]);
    expect(codes(update({ autopilot: false }, { autopilot: true }))).toEqual(["autopilot_off"]);
    expect(update({ autopilot: true }, { autopilot: true })).toEqual([]);
  });

  it("says that HIPAA compliance stops recording, when it is switched on", () => {
    const [effect] = update({ settings: { security: { hipaaCompliance: true } } });
    expect(effect).toMatchObject({ code: "hipaa_on", severity: "warn" });
    expect(effect?.text).toContain("stops recording");
    expect(update({ settings: { security: { hipaaCompliance: false } } })).toEqual([]);
  });

  it("warns of public access, when it is switched on", () => {
    expect(codes(update({ settings: { security: { publicAccess: true } } }))).toEqual(["public_access_on"]);
    const open = { ...quietFlow().settings, security: { hipaaCompliance: false, publicAccess: true } };
    expect(update({ settings: { security: { publicAccess: true } } }, { settings: open })).toEqual([]);
  });

  it("warns whenever the request names the global switch, also for a flow that is global already", () => {
    expect(codes(update({ isGlobal: false }))).toEqual(["global_permission"]);
    expect(codes(update({ name: "N" }, { isGlobal: true }))).toEqual(["global_permission"]);
  });

  it("says that a flow that reads another prompt type may become a simple one", () => {
    const [effect] = update({ name: "N" }, { promptType: "flow" });
    expect(effect).toMatchObject({ code: "prompt_type_simple", severity: "warn" });
    expect(effect?.text).toContain('"flow"');
    expect(update({ name: "N" }, { promptType: null })).toEqual([]);
  });

  it("says that the direction inbound can't be set back, when it is left", () => {
    expect(codes(update({ direction: "outbound" }, { direction: "inbound" }))).toEqual(["direction_final"]);
    expect(update({ name: "N" }, { direction: "inbound" })).toEqual([]);
    expect(update({ direction: "outbound" }, { direction: "bidirectional" })).toEqual([]);
  });

  it("names exactly the limits that it sets without a request for them", () => {
    const callSettings = { maxCallDuration: 900, endCallOnSilence: 12 };
    const patch = { name: "N", settings: { callSettings } };
    const [both] = effectsOfUpdate("call_flow", quietFlow(), patch, { name: "N" });
    expect(both).toMatchObject({ code: "default_limits", severity: "warn" });
    expect(both?.text).toMatch(/900 seconds.*12 seconds/);
    const asked = { settings: { callSettings: { maxCallDuration: 900 } } };
    const [one] = effectsOfUpdate("call_flow", quietFlow(), patch, asked);
    expect(one?.text).toContain("12 seconds");
    expect(one?.text).not.toContain("900");
    expect(effectsOfUpdate("call_flow", quietFlow(), patch)).toEqual([]);
  });

  it("warns of a value that it replaces although nobody here can read it", () => {
    const kept = [
      { path: "/settings/callSettings/reminderMessages", value: [{ after: 5 }] },
      { path: "/dynamicVariableCollections/0/color", value: "red" },
      { path: "/description", value: 5 },
    ];
    expect(update({ name: "N" }, { kept })).toEqual([]);
    const patch = { dynamicVariableCollections: [], settings: { callSettings: { reminderMessages: [] } } };
    const effects = update(patch, { kept });
    expect(codes(effects)).toEqual(["unread_replaced", "unread_replaced"]);
    expect(effects.map(({ text }) => text).join()).toMatch(/Dynamic variables.*Reminder messages/);
  });

  it("says of every new webhook by name that it stays, and of a repeated one that it is a second", () => {
    const present = { ...webhook("Booking"), id: null, method: null, body: null, description: null };
    const known = {
      ...present,
      headers: [],
      variables: [],
      responseVariables: [],
      isTesting: null,
      textToSpeak: null,
      testResponse: null,
    };
    const effects = update(
      { webhooks: [webhook("Booking"), webhook("Other"), webhook("Other")] },
      { webhooks: [known] },
    );
    expect(codes(effects)).toEqual([
      "webhook_permanent",
      "webhook_repeated",
      "webhook_permanent",
      "webhook_permanent",
      "webhook_repeated",
    ]);
    expect(effects[0]?.text).toContain('"Booking"');
    expect(effects[2]?.text).toContain('"Other"');
  });

  it("doesn't take a webhook of the same name at another address for a repeated one", () => {
    const effects = update({ webhooks: [webhook("A"), { name: "A", url: "https://elsewhere.test" }] });
    expect(codes(effects)).toEqual(["webhook_permanent", "webhook_permanent"]);
  });

  it("says that a webhook's body text may be replaced", () => {
    expect(codes(update({ webhooks: [{ ...webhook("A"), body: "{}" }] }))).toEqual([
      "webhook_permanent",
      "webhook_body_replaced",
    ]);
  });
});

function webhook(name: string) {
  return { name, url: `https://example.com/${name}` };
}

describe("an update of a message flow", () => {
  it("only says that autopilot is switched, where that differs", () => {
    const flow = exampleMessageFlow({ autopilot: false });
    expect(codes(effectsOfUpdate("message_flow", flow, { autopilot: true }))).toEqual(["autopilot_on"]);
    expect(effectsOfUpdate("message_flow", flow, { autopilot: false, description: "D" })).toEqual([]);
    expect(effectsOfUpdate("message_flow", flow, { description: "D" })).toEqual([]);
  });
});

describe("creating a call flow", () => {
  const created = (more: Record<string, unknown> = {}) =>
    effectsOfCreate(
      "call_flow",
      createCallFlowSchema.parse({ name: "N", direction: "outbound", isActive: false, ...more }),
    );
  const always = ["only_by_update", "fixed_afterwards"];

  it("says what can't be set now and what can't be changed later", () => {
    expect(codes(created())).toEqual(always);
  });

  it("is active at once unless the request says otherwise", () => {
    expect(codes(created({ isActive: undefined }))).toContain("active_at_once");
    expect(codes(created({ isActive: true }))).toContain("active_at_once");
  });

  it("with an agent may activate a phone number, and promises no routing", () => {
    const effect = created({ agent: "a1" }).find(({ code }) => code === "phone_number");
    expect(effect?.severity).toBe("warn");
    expect(effect?.text).toContain("not promised");
  });

  it("warns of public access, the global switch and the security opt-out", () => {
    const security = { publicAccess: true, securityOptOut: false };
    expect(codes(created({ isGlobal: true, settings: { security } }))).toEqual([
      "public_access_on",
      "global_permission",
      "security_opt_out",
      ...always,
    ]);
  });

  it("says of its webhooks that they stay, but not that their body is replaced", () => {
    expect(codes(created({ webhooks: [{ ...webhook("A"), body: "{}" }] }))).toEqual([
      "webhook_permanent",
      ...always,
    ]);
  });
});

describe("creating a message flow", () => {
  const created = (more: Record<string, unknown> = {}) =>
    effectsOfCreate(
      "message_flow",
      createMessageFlowSchema.parse({
        name: "N",
        direction: "inbound",
        agent: "a1",
        initiationMessage: "Hi",
        prompt: "P",
        messageChannel: "SMS",
        ...more,
      }),
    );

  it("warns that almost nothing can be changed later", () => {
    expect(created()).toMatchObject([{ code: "fixed_afterwards", severity: "warn" }]);
  });

  it("says that it is active at once and that autopilot is on, where that is requested", () => {
    expect(codes(created({ isActive: true, autopilot: true }))).toEqual([
      "active_at_once",
      "autopilot_on",
      "fixed_afterwards",
    ]);
  });
});
