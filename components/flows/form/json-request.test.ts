import { describe, expect, it } from "vitest";
import { CALL_FLOW_FORM } from "./call-flow-form";
import { CALL_FLOW_CHECKS } from "./flow-checks";
import { valuesFromRequest } from "./json-request";
import { MESSAGE_FLOW_FORM } from "./message-flow-form";

const REQUEST = {
  name: "Front desk",
  direction: "outbound",
  promptType: "simple",
  welcomeMessage: "ai_custom",
  customWelcomeMessage: "Hello",
  folderId: "f1",
  agentWebhookUrl: "https://example.com/agent",
  flowData: { nodes: [{ id: "a", strange: true }], edges: [] },
  dynamicVariableCollections: [{ id: "c", name: "C", variables: [{ key: "k", value: "" }], isDefault: true }],
  webhooks: [
    {
      name: "Booking",
      url: "https://example.com/hook",
      method: "PUT",
      headers: { "X-Token": "t" },
      variablesforcallflow: [{ name: "slot", description: "When" }],
      responseVariables: [{ name: "code", path: "$.code" }],
      isTesting: true,
    },
  ],
  settings: {
    welcomeMessageDelay: 2,
    transfers: [{ to: "+49" }],
    callSettings: { trilletVoiceGuard: false, reminderMessages: ["Hello?"] },
    security: { securityOptOut: false, publicAccess: true },
  },
};

function filled<Values extends object>(initial: Values, request: object): Values {
  const result = valuesFromRequest(initial, request);
  if ("errors" in result) throw new Error(JSON.stringify(result.errors));
  return result.values;
}

describe("a request put into the form", () => {
  it("is what the form then sends: for a new call flow", () => {
    const values = filled(CALL_FLOW_FORM.values(null), REQUEST);
    const { promptType: _, ...sent } = REQUEST;
    expect(CALL_FLOW_FORM.body(values)).toMatchObject(sent);
    expect(CALL_FLOW_CHECKS.createSchema.safeParse(CALL_FLOW_FORM.body(values)).success).toBe(true);
  });

  it("is what the form then sends: for a change, and nothing else is", () => {
    const initial = CALL_FLOW_FORM.values(null);
    const patch = {
      prompt: "New",
      isActive: false,
      settings: {
        callSettings: { maxCallDuration: 90 },
        responseSettings: { workingHours: { start: "08:00" } },
      },
      webhooks: [{ name: "One", url: "https://example.com", method: "POST", variables: [{ name: "v" }] }],
    };
    expect(CALL_FLOW_FORM.patch(initial, filled(initial, patch))).toEqual(patch);
  });

  it("may name the welcome message and the webhook addresses by their copies", () => {
    const values = filled(CALL_FLOW_FORM.values(null), {
      settings: { welcomeMessage: "ai_dynamic", webhooks: { inbound: "https://example.com/in" } },
    });
    expect(values).toMatchObject({
      welcomeMessage: "ai_dynamic",
      inboundWebhookUrl: "https://example.com/in",
    });
  });

  it("is refused where the form has no field for it, rather than dropped", () => {
    const result = valuesFromRequest(MESSAGE_FLOW_FORM.values(null), { settings: { strange: 1 } });
    expect(result).toEqual({ errors: [{ path: "/settings/strange", message: expect.any(String) }] });
  });
});
