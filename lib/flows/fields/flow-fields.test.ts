import { expect, it } from "vitest";
import type { FlowKind } from "@/lib/flows/model/flow";
import { jsonPointer } from "@/lib/json/json-pointer";
import { isJsonObject } from "@/lib/json/json-value";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { exampleMessageFlow } from "@/tests/support/message-flow-example";
import { fieldGuide, fieldGuides, fieldLabel } from "./flow-fields";
import { SECTIONS } from "./sections";

const KINDS: FlowKind[] = ["call_flow", "message_flow"];

/** Counted here, and in no answer. */
const NOT_DOCUMENTED = ["/unknownFields", "/kept"];

function leafPaths(value: unknown, path: string[] = []): string[] {
  if (!isJsonObject(value)) return [jsonPointer(path)];
  return Object.entries(value).flatMap(([key, inner]) => leafPaths(inner, [...path, key]));
}

it.each([
  { kind: "call_flow" as const, flow: exampleCallFlow({ autopilot: true }) },
  { kind: "message_flow" as const, flow: exampleMessageFlow() },
])("every field of a $kind in normal form is explained", ({ kind, flow }) => {
  const unexplained = leafPaths(flow).filter((path) => fieldGuide(kind, path) === null);
  expect(unexplained).toEqual(NOT_DOCUMENTED);
});

it.each(KINDS)("every section of a %s has a field, and every field is in a section of its kind", (kind) => {
  const used = new Set(fieldGuides(kind).map(({ section }) => section));
  expect([...used].sort()).toEqual(SECTIONS[kind].map(({ id }) => id).sort());
});

it("a field of a list item is found by the item's position", () => {
  expect(fieldGuide("call_flow", "/webhooks/12/responseVariables/0/path")).toBe(
    fieldGuide("call_flow", "/webhooks/*/responseVariables/*/path"),
  );
  expect(fieldLabel("/webhooks/12/url")).toBe(fieldLabel("/webhooks/*/url"));
});

it("an item of a list that no table knows is named after the list, and counted from one", () => {
  expect(fieldLabel("/flowData/nodes/3/data/keyTexts/0")).toBe("Key texts 1");
  expect(fieldLabel("/0")).toBe("0");
});

it("a field that is not documented has no entry", () => {
  expect(fieldGuide("call_flow", "/llmModel")).toBeNull();
  expect(fieldGuide("message_flow", "/webhooks")).toBeNull();
});

it("a call flow takes its limits and its HIPAA switch only after creation, and the opt-out only before", () => {
  const after = (path: string) => fieldGuide("call_flow", path)?.afterCreation;
  expect(after("/settings/callSettings/maxCallDuration")).toBe("only_after_creation");
  expect(after("/settings/callSettings/endCallOnSilence")).toBe("only_after_creation");
  expect(after("/settings/security/hipaaCompliance")).toBe("only_after_creation");
  expect(after("/settings/security/securityOptOut")).toBe("fixed");
});
