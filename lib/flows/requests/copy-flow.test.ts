import { describe, expect, it } from "vitest";
import { MASK } from "@/lib/flows/diff/secret-values";
import type { CallFlow, Webhook } from "@/lib/flows/model/call-flow";
import type { Flow } from "@/lib/flows/model/flow";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { exampleMessageFlow } from "@/tests/support/message-flow-example";
import { copyName } from "./copied-fields";
import { createBodyFrom } from "./copy-flow";
import type { CopyOptions } from "./copy-flow-schema";

function copyOf(flow: Flow, options?: CopyOptions) {
  const copy = createBodyFrom(flow, options);
  if (!copy.possible) throw new Error(JSON.stringify(copy.errors));
  return copy;
}

const paths = (fields: { path: string }[]) => fields.map(({ path }) => path);
const settings = exampleCallFlow().settings;

function webhook(changes: Partial<Webhook> = {}): Webhook {
  return {
    id: "w1",
    name: "Booking",
    url: "https://example.com/book",
    method: "PUT",
    headers: [{ name: "Authorization", value: "Bearer real" }],
    body: "{}",
    description: null,
    variables: [{ name: "slot", description: null }],
    responseVariables: [],
    isTesting: false,
    textToSpeak: null,
    testResponse: null,
    ...changes,
  };
}

describe("the copy of a call flow", () => {
  it("starts inactive, under a name of its own, and says that it does", () => {
    const { body, notCopied } = copyOf(exampleCallFlow({ isActive: true }));
    expect(body).toMatchObject({ name: "Front desk (copy)", isActive: false, promptType: "simple" });
    expect(paths(notCopied)).toEqual(["/isActive"]);
  });

  it("takes name, active state and direction from the caller", () => {
    const options = { name: "Other", isActive: true, direction: "outbound" } as const;
    const { body, notCopied } = copyOf(exampleCallFlow(), options);
    expect(body).toMatchObject(options);
    expect(notCopied).toEqual([]);
  });

  it("has the source's texts, lists and settings, also empty ones whose default is another", () => {
    const flow = exampleCallFlow({
      prompt: "",
      welcomeMessage: "ai_custom",
      customWelcomeMessage: "Hi",
      folderId: "f1",
      flowData: { nodes: [{ id: "n" }], edges: [] },
      dynamicVariableCollections: [{ id: "c", name: "C", variables: [], isDefault: true }],
      settings: { ...settings, customerLocation: "", transfers: [{ to: "1" }], knowledgeBases: ["k"] },
    });
    expect(copyOf(flow).body).toMatchObject({
      prompt: "",
      welcomeMessage: "ai_custom",
      customWelcomeMessage: "Hi",
      agent: flow.agent,
      folderId: "f1",
      flowData: flow.flowData,
      dynamicVariableCollections: flow.dynamicVariableCollections,
      settings: { customerLocation: "", transfers: [{ to: "1" }], knowledgeBases: ["k"] },
    });
  });

  it("sends webhooks with their real header values, and variables under the create request's name", () => {
    expect(copyOf(exampleCallFlow({ webhooks: [webhook()] })).body).toHaveProperty("webhooks", [
      {
        name: "Booking",
        url: "https://example.com/book",
        method: "PUT",
        headers: { Authorization: "Bearer real" },
        body: "{}",
        variablesforcallflow: [{ name: "slot" }],
        isTesting: false,
      },
    ]);
  });

  it("never sends a mask for a header's value: such a webhook stays behind, by name", () => {
    const masked = webhook({ name: "Hidden", headers: [{ name: "X", value: MASK }] });
    const { body, notCopied } = copyOf(exampleCallFlow({ webhooks: [masked, webhook()], isActive: false }));
    expect(body).toMatchObject({ webhooks: [{ name: "Booking" }] });
    expect(notCopied).toMatchObject([{ path: "/webhooks", why: expect.stringContaining('"Hidden"') }]);
  });

  it("leaves to an update what no create takes, and never says securityOptOut", () => {
    const hours = { enabled: true, start: "09:00", end: "17:00", timezone: "UTC", outOfHoursMessage: null };
    const flow = exampleCallFlow({
      settings: {
        ...settings,
        callSettings: { ...settings.callSettings, maxCallDuration: 900 },
        responseSettings: { delay: 2, workingHours: hours },
        security: { hipaaCompliance: true, publicAccess: true },
        knowledgeBaseFiles: [{ filename: "a.pdf", key: "k", url: null }],
      },
    });
    const { body, later } = copyOf(flow);
    const { outOfHoursMessage: _, ...known } = hours;
    expect(later).toEqual({
      settings: {
        callSettings: { maxCallDuration: 900 },
        responseSettings: { delay: 2, workingHours: known },
        security: { hipaaCompliance: true },
        knowledgeBaseFiles: [{ filename: "a.pdf", key: "k" }],
      },
    });
    expect(body).toMatchObject({ settings: { security: { publicAccess: true } } });
    expect(JSON.stringify([body, later])).not.toContain("securityOptOut");
  });

  it("needs no update when the source has nothing that only an update can set", () => {
    expect(copyOf(exampleCallFlow()).later).toBeNull();
  });

  it("names everything that it can't have", () => {
    const version = { id: "v", name: "V", prompt: "", notes: null, createdAt: null, updatedAt: null };
    const flow = exampleCallFlow({
      isActive: false,
      promptType: "flow",
      autopilot: true,
      isGlobal: true,
      startNodeId: "n",
      locations: [{ x: 1 }],
      promptVersions: [version, version],
      unknownFields: 2,
    });
    const { body, notCopied } = copyOf(flow);
    expect(paths(notCopied)).toEqual([
      "/autopilot",
      "/promptType",
      "/promptVersions",
      "/startNodeId",
      "/locations",
      "/isGlobal",
      "",
    ]);
    expect(body).not.toHaveProperty("isGlobal");
    expect(body).not.toHaveProperty("autopilot");
  });

  it("of an inbound flow is possible only with another direction", () => {
    const flow = exampleCallFlow({ direction: "inbound" });
    const refused = createBodyFrom(flow);
    expect(refused).toMatchObject({ possible: false, errors: [{ path: "/direction" }] });
    expect(copyOf(flow, { direction: "bidirectional" }).body).toHaveProperty("direction", "bidirectional");
  });

  it("loses only the part that no request may say", () => {
    const odd = { ...webhook(), name: "Odd", method: "BREW" };
    const flow = exampleCallFlow({
      isActive: false,
      agentWebhookUrl: "not an address",
      webhooks: [webhook(), odd, webhook({ name: "Last" })],
      flowData: { nodes: ["not an object"], edges: [] },
    });
    const { body, notCopied } = copyOf(flow);
    expect(body).toMatchObject({ webhooks: [{ name: "Booking" }, { name: "Last" }], prompt: flow.prompt });
    expect(body).not.toHaveProperty("agentWebhookUrl");
    expect(paths(notCopied).sort()).toEqual(["/agentWebhookUrl", "/flowData", "/webhooks/1"]);
  });

  it("has no custom welcome text that its welcome message doesn't use", () => {
    const left = { welcomeMessage: "user_initiated", customWelcomeMessage: "Left over" };
    expect(copyOf(exampleCallFlow(left)).body).not.toHaveProperty("customWelcomeMessage");
    const lacking = copyOf(exampleCallFlow({ welcomeMessage: "ai_custom", isActive: false }));
    expect(paths(lacking.notCopied)).toEqual(["/welcomeMessage"]);
  });

  it("leaves out fields that the upstream never answered", () => {
    const bare: Partial<CallFlow> = { agent: null, description: null, isPreConfigured: null, prompt: null };
    const { body } = copyOf(exampleCallFlow(bare));
    for (const field of Object.keys(bare)) expect(body).not.toHaveProperty(field);
  });
});

describe("the copy of a message flow", () => {
  it("has everything, without autopilot and inactive, and needs no update", () => {
    const flow = exampleMessageFlow({ isActive: true, autopilot: true, direction: "inbound" });
    const { body, later, notCopied } = copyOf(flow);
    expect(body).toMatchObject({
      name: "SMS follow-up (copy)",
      direction: "inbound",
      initiationMessage: flow.initiationMessage,
      messageChannel: "SMS",
      isActive: false,
      autopilot: false,
      settings: { responseSettings: flow.settings.responseSettings },
    });
    expect(later).toBeNull();
    expect(paths(notCopied)).toEqual(["/isActive", "/autopilot"]);
  });

  it("is refused where the upstream never answered a field that a create needs", () => {
    const copy = createBodyFrom(exampleMessageFlow({ initiationMessage: null }));
    expect(copy).toMatchObject({ possible: false, errors: [{ path: "/initiationMessage" }] });
  });
});

it("a flow without a name still gets a name for its copy", () => {
  expect(copyName(" ")).toBe("Copy");
});
