import { describe, expect, it } from "vitest";
import type { StoredCallFlow } from "@/lib/flows/model/flow";
import { valueAt } from "@/lib/json/json-pointer";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { exampleMessageFlow } from "@/tests/support/message-flow-example";
import { CALL_FLOW_FIELDS } from "./call-flow-fields";
import type { Field } from "./field";
import { MESSAGE_FLOW_FIELDS } from "./message-flow-fields";
import { storedFlowSchemas } from "./stored-schema";

const header = { name: "Authorization", value: "••••", digest: "d" };
const webhook = {
  id: "w",
  name: "Booking",
  url: "https://example.com",
  method: "POST",
  headers: [header],
  body: "{}",
  description: "Books",
  variables: [{ name: "day", description: "Which day" }],
  responseVariables: [{ name: "code", path: "$.code", description: "The code" }],
  isTesting: false,
  textToSpeak: "One moment",
  testResponse: "{}",
};
const version = { id: "v", name: "First", prompt: "Hi", notes: "", createdAt: "2025", updatedAt: "2025" };
const { settings, ...example } = exampleCallFlow();

/** A stored state in which every list has an item. */
const callFlow: StoredCallFlow = {
  ...example,
  autopilot: true,
  promptVersions: [version],
  dynamicVariableCollections: [
    { id: "c", name: "Names", variables: [{ key: "a", value: "b" }], isDefault: true },
  ],
  webhooks: [webhook],
  settings: {
    ...settings,
    knowledgeBaseFiles: [{ filename: "a.pdf", key: "k", url: "https://example.com/a.pdf" }],
  },
};

/** What is never null and was never told. */
const EMPTY = new Map<string, unknown>([
  ["/name", ""],
  ["/flowData/nodes", []],
  ["/flowData/edges", []],
  ["/dynamicVariableCollections/*/id", ""],
  ["/dynamicVariableCollections/*/name", ""],
  ["/dynamicVariableCollections/*/variables", []],
  ["/dynamicVariableCollections/*/variables/*/key", ""],
  ["/dynamicVariableCollections/*/variables/*/value", ""],
  ["/dynamicVariableCollections/*/isDefault", false],
  ["/settings/knowledgeBaseFiles/*/filename", ""],
  ["/settings/knowledgeBaseFiles/*/key", ""],
  ["/webhooks/*/name", ""],
  ["/webhooks/*/url", ""],
  ["/webhooks/*/headers", []],
  ["/webhooks/*/variables", []],
  ["/webhooks/*/variables/*/name", ""],
  ["/webhooks/*/responseVariables", []],
  ["/webhooks/*/responseVariables/*/name", ""],
]);

/** Of these a state without them is no flow, or no header: there is nothing to stand for them. */
const NEEDED = ["/id", "/workspaceId", "/webhooks/*/headers/*/name", "/webhooks/*/headers/*/value"];

/** Only where the flow has it. */
const MAY_BE_ABSENT = ["/autopilot"];

function without(state: object, path: string): object {
  const copy = structuredClone(state);
  const at = path.replaceAll("*", "0");
  const group = valueAt(copy, at.slice(0, at.lastIndexOf("/")));
  Reflect.deleteProperty(Object(group), at.slice(at.lastIndexOf("/") + 1));
  return copy;
}

const CASES = [
  ["call_flow", callFlow, CALL_FLOW_FIELDS] as const,
  ["message_flow", exampleMessageFlow(), MESSAGE_FLOW_FIELDS] as const,
];

describe.each(CASES)("a %s that was stored before it had a field", (kind, state, fields) => {
  const table: Record<string, Field> = fields;
  const paths = Object.keys(table).filter((path) => valueAt(state, path.replaceAll("*", "0")) !== undefined);

  it.each(paths.filter((path) => !NEEDED.includes(path)))("is read without %s", (path) => {
    const read = storedFlowSchemas[kind].parse(without(state, path));
    const untold = MAY_BE_ABSENT.includes(path) && kind === "call_flow" ? undefined : null;
    const expected = EMPTY.has(path) ? EMPTY.get(path) : untold;
    expect(valueAt(read, path.replaceAll("*", "0"))).toEqual(expected);
  });

  it.each(Object.keys(table).filter((path) => path.split("/").length > 2))(
    "is read without the group around %s",
    (path) => {
      const group = path.slice(0, path.lastIndexOf("/")).replace(/\/\*.*$/, "");
      expect(storedFlowSchemas[kind].safeParse(without(state, group)).success).toBe(true);
    },
  );

  it.each(paths.filter((path) => NEEDED.includes(path)))("is not read without %s", (path) => {
    expect(storedFlowSchemas[kind].safeParse(without(state, path)).success).toBe(false);
  });

  it("is read as it is where nothing is missing", () => {
    expect(storedFlowSchemas[kind].parse(state)).toEqual(state);
  });
});
