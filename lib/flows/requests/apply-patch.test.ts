import { describe, expect, it } from "vitest";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { exampleMessageFlow } from "@/tests/support/message-flow-example";
import { applyCallFlowPatch, applyFlowPatch, applyMessageFlowPatch, toNormalWebhook } from "./apply-patch";

const first = toNormalWebhook({ name: "First", url: "https://x.test/1", headers: { "X-Token": "t" } });

describe("applying a patch to a call flow", () => {
  it("changes only what the patch names", () => {
    const flow = exampleCallFlow({ webhooks: [first] });
    expect(applyCallFlowPatch(flow, { name: "New" })).toEqual({ ...flow, name: "New" });
  });

  it("merges settings at every level", () => {
    const flow = exampleCallFlow();
    const changed = applyCallFlowPatch(flow, {
      settings: {
        callSettings: { maxCallDuration: 900 },
        responseSettings: { workingHours: { start: "08:00" } },
      },
    });
    expect(changed.settings.callSettings).toEqual({ ...flow.settings.callSettings, maxCallDuration: 900 });
    expect(changed.settings.responseSettings.workingHours.start).toBe("08:00");
    expect(changed.settings.security).toEqual(flow.settings.security);
  });

  it("replaces lists whole", () => {
    const flow = exampleCallFlow();
    flow.settings.knowledgeBases = ["kb1", "kb2"];
    expect(
      applyCallFlowPatch(flow, { settings: { knowledgeBases: ["kb3"] } }).settings.knowledgeBases,
    ).toEqual(["kb3"]);
  });

  it("appends webhooks in normal form, since the upstream can only add them", () => {
    const flow = exampleCallFlow({ webhooks: [first] });
    const { webhooks } = applyCallFlowPatch(flow, {
      webhooks: [{ name: "Second", url: "https://x.test/2", headers: { A: "b" } }],
    });
    expect(webhooks?.map((webhook) => webhook.name)).toEqual(["First", "Second"]);
    expect(webhooks?.[1]?.headers).toEqual([{ name: "A", value: "b" }]);
  });

  it("keeps the copies in settings equal to the top-level fields", () => {
    const changed = applyCallFlowPatch(exampleCallFlow(), {
      welcomeMessage: "ai_custom",
      customWelcomeMessage: "Hi",
    });
    expect(changed).toMatchObject({
      welcomeMessage: "ai_custom",
      customWelcomeMessage: "Hi",
      settings: { welcomeMessage: "ai_custom", customWelcomeMessage: "Hi" },
    });
  });

  it("leaves the given flow as it was", () => {
    const flow = exampleCallFlow();
    applyCallFlowPatch(flow, { name: "New", settings: { customerLocation: "paris" } });
    expect(flow).toEqual(exampleCallFlow());
  });
});

describe("applying a patch to a message flow", () => {
  it("merges settings and sets autopilot to the wanted value", () => {
    const flow = exampleMessageFlow();
    const changed = applyMessageFlowPatch(flow, {
      autopilot: true,
      settings: { responseSettings: { delay: 9 } },
    });
    expect(changed.autopilot).toBe(true);
    expect(changed.settings.responseSettings).toEqual({ ...flow.settings.responseSettings, delay: 9 });
  });

  it("goes by the kind where both kinds are handled", () => {
    expect(applyFlowPatch("message_flow", exampleMessageFlow(), { description: "D" })).toMatchObject({
      description: "D",
    });
  });
});
