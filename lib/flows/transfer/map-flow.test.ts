import { describe, expect, it } from "vitest";
import { maskFlowSecrets } from "@/lib/flows/diff/secret-values";
import { toNormalWebhook } from "@/lib/flows/requests/apply-patch";
import { valueAt } from "@/lib/json/json-pointer";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { exampleMessageFlow } from "@/tests/support/message-flow-example";
import { EMPTY_MAP, type FlowMap, type Inventory, NOTHING_THERE } from "./flow-map";
import { type MapContext, mapFlow } from "./map-flow";

const stored = (flow: Parameters<typeof maskFlowSecrets>[0]) => maskFlowSecrets(flow, () => "digest");
const flow = (changes: Parameters<typeof exampleCallFlow>[0]) => stored(exampleCallFlow(changes));

function context({
  map = {},
  source = {},
  target = {},
  isSame = false,
}: {
  map?: Partial<FlowMap>;
  source?: Partial<Inventory>;
  target?: Partial<Inventory>;
  isSame?: boolean;
}): MapContext {
  return {
    map: { ...EMPTY_MAP, ...map },
    source: { ...NOTHING_THERE, ...source },
    target: { ...NOTHING_THERE, ...target },
    isSame,
  };
}

describe("a reference of the source", () => {
  const mia = { id: "a1", name: "Mia" };
  const agentOf = (given: Parameters<typeof context>[0]) => mapFlow(flow({ agent: "a1" }), context(given));

  it("is matched by its name where exactly one thing there has it", () => {
    const mapped = agentOf({
      source: { call_agent: [mia] },
      target: { call_agent: [{ id: "b1", name: "Mia" }] },
    });
    expect(mapped.flow.agent).toBe("b1");
    expect(mapped.references).toMatchObject([{ path: "/agent", to: { id: "b1" }, how: "name" }]);
  });

  it.each([
    [
      "two things there have its name",
      [
        { id: "b1", name: "Mia" },
        { id: "b2", name: "Mia" },
      ],
    ],
    ["none there has its name", [{ id: "b1", name: "mia" }]],
  ])("is open where %s", (_, there) => {
    const mapped = agentOf({ source: { call_agent: [mia] }, target: { call_agent: there } });
    expect(mapped.references).toMatchObject([{ to: null, how: "open" }]);
  });

  it("is open where nobody knows its name, also if something there has its id", () => {
    const mapped = agentOf({ target: { call_agent: [{ id: "a1", name: "Other" }] } });
    expect(mapped.references).toMatchObject([{ how: "open" }]);
  });

  it("follows the map before any name, and an empty place is a choice", () => {
    const named = { source: { call_agent: [mia] }, target: { call_agent: [{ id: "b1", name: "Mia" }] } };
    const entry = (to: { id: string; name: string } | null) => ({
      references: [{ kind: "call_agent" as const, from: mia, to }],
    });
    expect(agentOf({ ...named, map: entry({ id: "b9", name: "Nora" }) }).flow.agent).toBe("b9");
    const emptied = agentOf({ ...named, map: entry(null) });
    expect(emptied.flow.agent).toBeNull();
    expect(emptied.references).toMatchObject([{ how: "map", to: null }]);
  });

  it("of another kind with the same id is another one", () => {
    const map = { references: [{ kind: "omni_agent" as const, from: mia, to: { id: "b1", name: "Mia" } }] };
    expect(agentOf({ map }).references).toMatchObject([{ how: "open" }]);
    expect(mapFlow(stored(exampleMessageFlow({ agent: "a1" })), context({ map })).flow.agent).toBe("b1");
  });

  it("stays what it is within one workspace", () => {
    expect(agentOf({ isSame: true }).flow.agent).toBe("a1");
  });

  it("in a list leaves the list alone while one of them is open", () => {
    const settings = { ...exampleCallFlow().settings, knowledgeBases: ["k1", "k2"] };
    const known = [
      { id: "k1", name: "Fees" },
      { id: "k2", name: "Hours" },
    ];
    const mapped = mapFlow(
      flow({ agent: null, settings }),
      context({
        source: { knowledge_base: known },
        target: { knowledge_base: [{ id: "m1", name: "Fees" }] },
      }),
    );
    expect(valueAt(mapped.flow, "/settings/knowledgeBases")).toEqual(["k1", "k2"]);
    expect(mapped.references.map(({ how }) => how)).toEqual(["name", "open"]);
  });
});

describe("the words of a map", () => {
  const words = (...pairs: [string, string][]) =>
    context({ map: { words: pairs.map(([from, to]) => ({ from, to })) } });

  it("stand for whole words in every text, and each place is told", () => {
    const prompt = "Harbour Dental, not Harbour Dentals.";
    const { flow: mapped, hits } = mapFlow(
      flow({ prompt, description: "Harbour Dental" }),
      words(["Harbour Dental", "Lakeside Vets"]),
    );
    expect(mapped.prompt).toBe("Lakeside Vets, not Harbour Dentals.");
    expect(mapped.description).toBe("Lakeside Vets");
    expect(hits.map(({ path, match }) => [path, match])).toEqual([
      ["/description", "Harbour Dental"],
      ["/prompt", "Harbour Dental"],
    ]);
  });

  it("are replaced once, the longest first, so that two may change places", () => {
    const swap = words(["Oslo", "Bergen"], ["Bergen", "Oslo"], ["Oslo Harbour", "Bergen Bay"]);
    expect(mapFlow(flow({ prompt: "Oslo, Bergen, Oslo Harbour" }), swap).flow.prompt).toBe(
      "Bergen, Oslo, Bergen Bay",
    );
  });

  it("reach the graph, which only a new flow can have", () => {
    const flowData = { nodes: [{ id: "Oslo", data: { say: "Welcome to Oslo" } }], edges: [] };
    const { flow: mapped } = mapFlow(flow({ flowData }), words(["Oslo", "Bergen"]));
    expect(valueAt(mapped, "/flowData/nodes/0")).toEqual({ id: "Oslo", data: { say: "Welcome to Bergen" } });
  });

  it("leave a text alone that has a credential in it", () => {
    const flowData = {
      nodes: [{ id: "a", data: { token: "Oslo", url: "https://x.test/?key=Oslo" } }],
      edges: [],
    };
    expect(mapFlow(flow({ flowData }), words(["Oslo", "Bergen"])).flow).toMatchObject({ flowData });
  });
});

describe("the host of an address", () => {
  const hosts = [{ from: "crm.test", to: "crm2.test:8443" }];
  const mapped = (url: string) =>
    mapFlow(flow({ agentWebhookUrl: url }), context({ map: { hosts } })).flow as { agentWebhookUrl: string };

  it.each([
    ["https://crm.test/a?b=crm.test#c", "https://crm2.test:8443/a?b=crm.test#c"],
    ["https://u:p@CRM.test/", "https://u:p@crm2.test:8443/"],
    ["https://crm.test", "https://crm2.test:8443"],
    ["https://other.test/crm.test", "https://other.test/crm.test"],
    ["", ""],
  ])("%s becomes %s", (from, to) => {
    expect(mapped(from).agentWebhookUrl).toBe(to);
  });

  it("is mapped in webhooks, too, and told with the place", () => {
    const webhooks = [toNormalWebhook({ name: "CRM", url: "https://crm.test/in" })];
    const result = mapFlow(flow({ webhooks }), context({ map: { hosts } }));
    expect(valueAt(result.flow, "/webhooks/0/url")).toBe("https://crm2.test:8443/in");
    expect(result.hosts).toEqual([{ path: "/webhooks/0/url", from: "crm.test", to: "crm2.test:8443" }]);
  });
});

it("the flow itself stays as it was", () => {
  const source = flow({ prompt: "Oslo" });
  const before = structuredClone(source);
  mapFlow(source, context({ map: { words: [{ from: "Oslo", to: "Bergen" }] } }));
  expect(source).toEqual(before);
});
