import { describe, expect, it } from "vitest";
import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import { applyCallFlowPatch, toNormalWebhook } from "@/lib/flows/requests/apply-patch";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { exampleMessageFlow } from "@/tests/support/message-flow-example";
import { describeChanges, diffFlows, flowContent, nameChanges } from "./diff-flows";
import { MASK, maskFlowSecrets, presentFlow } from "./secret-values";

const digest = (value: string) => `digest-of-${value.length}`;
const secretFlow = (secret: string) =>
  exampleCallFlow({
    webhooks: [toNormalWebhook({ name: "W", url: "https://x.test", headers: { Authorization: secret } })],
  });

describe("the difference between two states of a flow", () => {
  it("names each changed field by its pointer, with both values", () => {
    const after = applyCallFlowPatch(exampleCallFlow(), {
      prompt: "New",
      settings: { callSettings: { maxCallDuration: 900 } },
    });
    expect(diffFlows(exampleCallFlow(), after)).toEqual([
      { path: "/prompt", before: "Be brief and kind.", after: "New" },
      { path: "/settings/callSettings/maxCallDuration", before: null, after: 900 },
    ]);
  });

  it("counts a list as one value", () => {
    const before = exampleMessageFlow();
    const after = { ...before, settings: { ...before.settings, knowledgeBases: ["kb1"] } };
    expect(diffFlows(before, after)).toEqual([
      { path: "/settings/knowledgeBases", before: null, after: ["kb1"] },
    ]);
  });

  it("leaves out what the upstream makes by itself, and the copies in settings", () => {
    const before = exampleCallFlow();
    const after = exampleCallFlow({
      updatedAt: "2026-01-01T00:00:00.000Z",
      createdAt: "2026-01-01T00:00:00.000Z",
      gemini_prompt: "x",
      currentPromptId: "y",
      promptVersions: null,
      unknownFields: 4,
      settings: {
        ...before.settings,
        welcomeMessage: "ai_dynamic",
        customWelcomeMessage: "x",
        webhooks: { agent: "https://x.test", inbound: null },
      },
    });
    expect(diffFlows(before, after)).toEqual([]);
  });

  it("is nothing when the upstream only answers an empty value that it did not answer before", () => {
    const before = exampleCallFlow({ webhooks: null, description: null, locations: null });
    expect(diffFlows(before, exampleCallFlow({ description: "" }))).toEqual([]);
  });

  it("of a new flow lists every field that has a value, and false is one", () => {
    const paths = diffFlows(null, exampleMessageFlow()).map((change) => change.path);
    expect(paths).toContain("/autopilot");
    expect(paths).toContain("/settings/responseSettings/workingHours/start");
    expect(paths).not.toContain("/settings/emailSettings/signature");
    expect(paths).not.toContain("/id");
  });

  it("shows a changed secret as a change, and never the secret or its digest", () => {
    const [before, after] = [
      maskFlowSecrets(secretFlow("old"), digest),
      maskFlowSecrets(secretFlow("newer"), digest),
    ];
    const changes = diffFlows(before, after);
    expect(changes.map((change) => change.path)).toEqual(["/webhooks"]);
    expect(JSON.stringify(changes)).not.toContain("digest");
    expect(JSON.stringify(diffFlows(null, secretFlow("topsecret")))).not.toContain("topsecret");
  });

  it("is empty exactly when the hashed content is the same", () => {
    const states = [
      maskFlowSecrets(exampleCallFlow(), digest),
      maskFlowSecrets(exampleCallFlow({ webhooks: null, folderId: null, description: "" }), digest),
      maskFlowSecrets(exampleCallFlow({ description: null, unknownFields: 3 }), digest),
      maskFlowSecrets(secretFlow("one"), digest),
      maskFlowSecrets(secretFlow("other"), digest),
      maskFlowSecrets(exampleCallFlow({ autopilot: false }), digest),
    ];
    for (const one of states) {
      for (const other of states) {
        const sameHash = JSON.stringify(flowContent(one)) === JSON.stringify(flowContent(other));
        expect(diffFlows(one, other).length === 0).toBe(sameHash);
      }
    }
  });
});

describe("a stored flow", () => {
  it("contains no secret, and is shown without digests", () => {
    const stored = maskFlowSecrets(secretFlow("Bearer abc"), digest);
    expect(JSON.stringify(stored)).not.toContain("Bearer abc");
    const shown = presentFlow(stored);
    expect("webhooks" in shown ? shown.webhooks?.[0]?.headers : null).toEqual([
      { name: "Authorization", value: MASK },
    ]);
  });

  it("keeps the digest of a secret that comes from an earlier stored state", () => {
    const stored = maskFlowSecrets(secretFlow("Bearer abc"), digest);
    expect(maskFlowSecrets(stored, () => "digest of the mask")).toEqual(stored);
  });

  it("is shown with a list of webhooks even if the upstream never answered one", () => {
    expect(presentFlow(maskFlowSecrets(exampleCallFlow({ webhooks: null }), digest))).toMatchObject({
      webhooks: [],
    });
  });
});

describe("changes in words", () => {
  it.each([
    [[], "nothing"],
    [["/name"], "the name"],
    [["/name", "/prompt"], "the prompt and the name"],
    [["/name", "/settings/security/hipaaCompliance", "/prompt"], "the prompt and 2 other fields"],
    [["/settings/security/hipaaCompliance"], "the HIPAA compliance"],
  ])("%j is %s", (paths, words) => {
    expect(describeChanges(paths.map((path) => ({ path })))).toBe(words);
  });

  it("count working hours as one field, which is what people see", () => {
    const hours = ["start", "end"].map((part) => `/settings/responseSettings/workingHours/${part}`);
    expect(describeChanges(hours.map((path) => ({ path })))).toBe("the working hours");
  });

  it.each([
    [["/prompt"], "Prompt"],
    [["/name", "/prompt"], "Prompt and name"],
    [["/settings/security/hipaaCompliance", "/name"], "Name and HIPAA compliance"],
    [["/name", "/description", "/prompt"], "Prompt and 2 other fields"],
  ])("by themselves, %j is %s", (paths, words) => {
    expect(nameChanges(paths.map((path) => ({ path })))).toBe(words);
  });

  it("name a field that has no label of its own after its last step", () => {
    expect(fieldLabel("/settings/callSettings/maxCallDuration")).toBe("Maximum call duration");
    expect(fieldLabel("/settings/someNewField")).toBe("Some new field");
  });
});
