import { describe, expect, it } from "vitest";
import { maskFlowSecrets } from "@/lib/flows/diff/secret-values";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { toNormalWebhook } from "@/lib/flows/requests/apply-patch";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { exampleMessageFlow } from "@/tests/support/message-flow-example";
import { isDoneByHand } from "./by-hand";
import { EMPTY_MAP, NOTHING_THERE } from "./flow-map";
import { mapFlow } from "./map-flow";
import { type LinkBase, planUpdate } from "./plan-update";
import type { Decisions } from "./transfer-choices";

const stored = (flow: Parameters<typeof maskFlowSecrets>[0]) =>
  maskFlowSecrets(flow, (text) => `digest of ${text}`);
const call = (changes: Partial<CallFlow> = {}) => stored(exampleCallFlow({ agent: null, ...changes }));
const message = (changes: Partial<MessageFlow> = {}) => stored(exampleMessageFlow(changes));

type Stored = ReturnType<typeof stored>;

interface Case {
  source: Stored;
  target: Stored;
  base?: Partial<LinkBase> & Pick<LinkBase, "source" | "target">;
  decisions?: Decisions;
  autopilot?: boolean;
  secrets?: Record<string, string>;
  kind?: "call_flow" | "message_flow";
}

function plan({
  source,
  target,
  base,
  decisions = {},
  autopilot = false,
  secrets = {},
  kind = "call_flow",
}: Case) {
  const context = { map: EMPTY_MAP, source: NOTHING_THERE, target: NOTHING_THERE, isSame: true };
  return planUpdate(
    kind,
    {
      mapped: mapFlow(source, context),
      target,
      base: base ? { kept: [], undone: [], ...base } : null,
      decisions,
    },
    { autopilot, secretOf: ({ name }) => secrets[name] },
  );
}

const acts = (given: Case) => Object.fromEntries(plan(given).fields.map(({ path, act }) => [path, act]));

describe("three states of a field", () => {
  const one = call({ prompt: "One" });
  const two = call({ prompt: "Two" });
  const three = call({ prompt: "Three" });

  it.each<[string, Case, Record<string, string>]>([
    [
      "agree: nothing, whatever the link says",
      { source: two, target: two, base: { source: one, target: three } },
      {},
    ],
    [
      "only the source moved: take",
      { source: two, target: one, base: { source: one, target: one } },
      { "/prompt": "take" },
    ],
    [
      "only the target moved: keep",
      { source: one, target: two, base: { source: one, target: one } },
      { "/prompt": "keep" },
    ],
    [
      "both moved: conflict",
      { source: two, target: three, base: { source: one, target: one } },
      { "/prompt": "conflict" },
    ],
    ["no link: take what differs", { source: two, target: one }, { "/prompt": "take" }],
    [
      "kept by the target before, and moved at the source now: conflict",
      { source: three, target: two, base: { source: one, target: two, kept: ["/prompt"] } },
      { "/prompt": "conflict" },
    ],
    [
      "written by the upstream in its own way: nothing",
      { source: one, target: two, base: { source: one, target: two } },
      {},
    ],
    [
      "not sent the last time: take",
      { source: one, target: two, base: { source: one, target: two, undone: ["/prompt"] } },
      { "/prompt": "take" },
    ],
  ])("%s", (_, given, expected) => {
    expect(acts(given)).toEqual(expected);
  });

  it("a decision settles a conflict, or takes what would be kept", () => {
    const base = { source: one, target: one };
    const decided = (decision: Decisions[string]) =>
      plan({ source: two, target: three, base, decisions: { "/prompt": decision } }).patch;
    expect(decided("source")).toEqual({ prompt: "Two" });
    expect(decided("target")).toBeNull();
    expect(decided({ value: "Both" })).toEqual({ prompt: "Both" });
    expect(plan({ source: one, target: two, base, decisions: { "/prompt": "source" } }).patch).toEqual({
      prompt: "One",
    });
  });

  it("other spellings of one value are no difference", () => {
    const variables = [{ id: "v", name: "V", variables: [{ key: "a", value: "" }], isDefault: false }];
    const source = call({ prompt: "a\r\nb", description: "", dynamicVariableCollections: variables });
    const target = call({ prompt: "a\nb", description: null, dynamicVariableCollections: variables });
    expect(plan({ source, target }).fields).toEqual([]);
  });
});

describe("what an update can't set", () => {
  it("is done by hand where the source moved, and is seen when it is done", () => {
    const graph = { nodes: [{ id: "n1" }], edges: [] };
    const { patch, byHand } = plan({ source: call({ flowData: graph }), target: call() });
    expect(patch).toBeNull();
    expect(byHand.map(({ path }) => path)).toEqual(["/flowData/nodes"]);
    expect(byHand.map((one) => isDoneByHand(one, call()))).toEqual([false]);
    expect(byHand.map((one) => isDoneByHand(one, call({ flowData: graph })))).toEqual([true]);
  });

  it("is left where only the target moved", () => {
    const source = message({ prompt: "One" });
    const { byHand, fields } = plan({
      kind: "message_flow",
      ...{ source, target: message({ prompt: "Two" }), base: { source, target: source } },
    });
    expect(byHand).toEqual([]);
    expect(fields).toMatchObject([{ path: "/prompt", act: "keep" }]);
  });

  it("is said of a direction that no request can ask for", () => {
    const { patch, byHand } = plan({ source: call({ direction: "inbound" }), target: call() });
    expect(patch).toBeNull();
    expect(byHand.map(({ path }) => path)).toEqual(["/direction"]);
  });

  it("includes a list with details that Switchboard doesn't read", () => {
    const collections = [{ id: "v", name: "V", variables: [], isDefault: true }];
    const target = call({ kept: [{ path: "/dynamicVariableCollections/0/colour", value: "red" }] });
    const { patch, byHand } = plan({ source: call({ dynamicVariableCollections: collections }), target });
    expect(patch).toBeNull();
    expect(byHand.map(({ path }) => path)).toEqual(["/dynamicVariableCollections"]);
  });
});

describe("switches", () => {
  it("a flow is never switched on or off by an update", () => {
    expect(plan({ source: call({ isActive: true }), target: call({ isActive: false }) }).patch).toBeNull();
  });

  it("autopilot is taken only where somebody asks for it, and only where both flows have it", () => {
    const [on, off] = [call({ autopilot: true }), call({ autopilot: false })];
    expect(plan({ source: on, target: off }).patch).toBeNull();
    expect(plan({ source: on, target: off, autopilot: true }).patch).toEqual({ autopilot: true });
    expect(plan({ source: on, target: on, autopilot: true }).patch).toBeNull();
    expect(plan({ source: on, target: call(), autopilot: true }).patch).toBeNull();
  });

  it("global and pre-configured flows never make others so", () => {
    const special = { isGlobal: true, isPreConfigured: true, preConfiguredWorkspaceId: "w" };
    expect(plan({ source: call(special), target: call() })).toMatchObject({ patch: null, byHand: [] });
  });
});

describe("values that nobody told", () => {
  it("are not taken", () => {
    const { settings } = exampleCallFlow();
    const limits = { ...settings.callSettings, maxCallDuration: 600 };
    const target = call({ settings: { ...settings, callSettings: limits } });
    expect(plan({ source: call(), target }).fields).toEqual([]);
  });

  it("a welcome text travels only with the welcome that says it", () => {
    const idle = { welcomeMessage: "ai_dynamic", customWelcomeMessage: "Hello" };
    expect(plan({ source: call(idle), target: call() }).patch).toEqual({ welcomeMessage: "ai_dynamic" });
    const said = { ...idle, welcomeMessage: "ai_custom" };
    expect(plan({ source: call(said), target: call() }).patch).toEqual(said);
  });
});

describe("webhooks", () => {
  const hook = (name: string, more: object = {}) =>
    toNormalWebhook({ name, url: "https://crm.test/in", ...more });
  const withHooks = (...webhooks: CallFlow["webhooks"] & object) => call({ webhooks });

  it("only those that are missing are added, counted one by one", () => {
    const source = withHooks(hook("A"), hook("A"), hook("B"));
    const { patch, byHand } = plan({ source, target: withHooks(hook("A")) });
    expect((patch as { webhooks: { name: string }[] }).webhooks.map(({ name }) => name)).toEqual(["A", "B"]);
    expect(byHand).toEqual([]);
    expect(plan({ source, target: source }).patch).toBeNull();
  });

  it("one that changed or is too much is done by hand", () => {
    const { patch, byHand } = plan({
      source: withHooks(hook("A", { description: "new" })),
      target: withHooks(hook("A", { description: "old" }), hook("C")),
    });
    expect(patch).toBeNull();
    expect(byHand.map(({ words }) => words.split(" ")[0])).toEqual(["Change", "Remove"]);
    const removed = byHand.filter(({ words }) => words.startsWith("Remove"));
    expect(removed.map((one) => isDoneByHand(one, withHooks(hook("A"))))).toEqual([true]);
  });

  it("one with a secret goes with the value of the map, or is added by hand", () => {
    const source = withHooks(hook("A", { headers: { "X-Key": "of the source" } }));
    const sent = plan({ source, target: call(), secrets: { "X-Key": "typed" } });
    expect(sent.patch).toMatchObject({ webhooks: [{ headers: { "X-Key": "typed" } }] });
    const without = plan({ source, target: call() });
    expect(without.patch).toBeNull();
    expect(JSON.stringify(without)).not.toContain("of the source");
    expect(without.byHand.map((one) => isDoneByHand(one, source))).toEqual([true]);
  });

  it("one that the target took off since stays off, and its own ones are its own", () => {
    const both = withHooks(hook("A"), hook("B"));
    const { patch, byHand, left } = plan({
      source: both,
      target: withHooks(hook("A"), hook("Own")),
      base: { source: both, target: both },
    });
    expect(patch).toBeNull();
    expect(byHand).toEqual([]);
    expect(left).toHaveLength(1);
  });
});
