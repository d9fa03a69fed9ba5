import { describe, expect, it } from "vitest";
import { maskFlowSecrets } from "@/lib/flows/diff/secret-values";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { exampleMessageFlow } from "@/tests/support/message-flow-example";
import { searchedTexts } from "./searched-texts";

const SECRET = "tk-canary-5f3c9d7e";
const example = exampleCallFlow();

function textsOf(changes: Parameters<typeof exampleCallFlow>[0]): Record<string, string> {
  const stored = maskFlowSecrets(exampleCallFlow(changes), () => "digest");
  return Object.fromEntries(searchedTexts("call_flow", stored).map(({ path, text }) => [path, text]));
}

const webhook = (changes: object) => ({
  id: null,
  name: "Booking",
  url: "https://hooks.example.com/book",
  method: "POST",
  headers: [],
  body: null,
  description: null,
  variables: [],
  responseVariables: [],
  isTesting: null,
  textToSpeak: null,
  testResponse: null,
  ...changes,
});

describe("a search reads", () => {
  it("what a call flow says, and whom it calls", () => {
    const texts = textsOf({
      prompt: "Be brief.",
      customWelcomeMessage: "Hello there",
      webhooks: [webhook({ textToSpeak: "One moment" })],
      dynamicVariableCollections: [
        { id: "c1", name: "Office", variables: [{ key: "phone", value: "555-0134" }], isDefault: true },
      ],
      settings: {
        ...example.settings,
        callSettings: { ...example.settings.callSettings, reminderMessages: ["Still there?"] },
        transfers: [{ to: "Nurse on duty", number: "+1 555 0100" }],
      },
    });
    expect(texts).toMatchObject({
      "/prompt": "Be brief.",
      "/customWelcomeMessage": "Hello there",
      "/webhooks/0/name": "Booking",
      "/webhooks/0/url": "https://hooks.example.com/book",
      "/webhooks/0/textToSpeak": "One moment",
      "/dynamicVariableCollections/0/variables/0/key": "phone",
      "/dynamicVariableCollections/0/variables/0/value": "555-0134",
      "/settings/callSettings/reminderMessages/0": "Still there?",
      "/settings/transfers/0/to": "Nurse on duty",
      "/settings/transfers/0/number": "+1 555 0100",
    });
  });

  it("the texts of a graph's nodes and edges at any depth, but not the names by which they name each other", () => {
    const nodes = [
      { id: "n1", type: "start", label: "Begin", data: { say: ["Good morning", { last: "Bye" }] } },
    ];
    const edges = [{ id: "e1", source: "n1", target: "n2", condition: "caller is angry" }];
    const texts = textsOf({ flowData: { nodes, edges } });
    expect(Object.entries(texts).filter(([path]) => path.startsWith("/flowData"))).toEqual([
      ["/flowData/nodes/0/label", "Begin"],
      ["/flowData/nodes/0/data/say/0", "Good morning"],
      ["/flowData/nodes/0/data/say/1/last", "Bye"],
      ["/flowData/edges/0/condition", "caller is angry"],
    ]);
  });

  it("what a message flow says", () => {
    const flow = exampleMessageFlow();
    const paths = searchedTexts("message_flow", flow).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["/initiationMessage", "/prompt"]));
    expect(paths).not.toContain("/name");
  });
});

it.each([
  ["the value of a header", { webhooks: [webhook({ headers: [{ name: "Authorization", value: SECRET }] })] }],
  ["the body of a webhook", { webhooks: [webhook({ body: `{"apiKey":"${SECRET}"}` })] }],
  ["an address's query", { webhooks: [webhook({ url: `https://example.com/?token=${SECRET}` })] }],
  ["an address in a prompt", { prompt: `Look at https://u:${SECRET}@example.com first` }],
  ["a node", { flowData: { nodes: [{ id: "n1", data: { apiKey: SECRET } }], edges: [] } }],
  ["a named value", { settings: { ...example.settings, transfers: [{ name: "X-Api-Key", value: SECRET }] } }],
  ["a value that has no place here", { kept: [{ path: "/settings/other", value: SECRET }] }],
])("a search never reads a secret in %s", (_, changes) => {
  expect(JSON.stringify(textsOf(changes))).not.toContain(SECRET);
});
