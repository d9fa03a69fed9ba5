import { expect, it } from "vitest";
import { redactChanges } from "@/lib/audit/redact/redact-changes";
import { diffFlows } from "@/lib/flows/diff/diff-flows";
import { maskFlowSecrets } from "@/lib/flows/diff/secret-values";
import { type Field, type Kind, takes } from "@/lib/flows/fields/field";
import { flowFields } from "@/lib/flows/fields/flow-fields";
import type { Flow, FlowKind } from "@/lib/flows/model/flow";
import { plantAt, valueAt } from "@/lib/json/json-pointer";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { exampleMessageFlow } from "@/tests/support/message-flow-example";
import { createBodyFrom } from "./copy-flow";
import { planRestore } from "./plan-restore";

const ID = "665f00000000000000000a0";
/** Two values of each kind that has a shape of its own; lists of anything have tests where they are read. */
const VALUES: Partial<Record<Kind, readonly [unknown, unknown]>> = {
  flag: [false, true],
  seconds: [70, 90],
  text: ["One", "Two"],
  filled: ["One", "Two"],
  id: [`${ID}1`, `${ID}2`],
  address: ["https://one.example.com", "https://two.example.com"],
  time: ["08:00", "09:00"],
  ids: [[`${ID}1`], [`${ID}2`]],
  texts: [["One"], ["Two"]],
};

/** What a copy decides by itself, and what it never has. */
const NOT_COPIED: Record<FlowKind, string[]> = {
  call_flow: ["/name", "/isActive", "/autopilot", "/promptType", "/isGlobal"],
  message_flow: ["/name", "/isActive", "/autopilot"],
};
/** An update always says the same (upstream quirk Q8). */
const NOT_RESTORED: Record<FlowKind, string[]> = { call_flow: ["/promptType"], message_flow: [] };

function valuesOf({ kind, words }: Field): readonly [unknown, unknown] | null {
  const [one, two] = Object.keys(words ?? {}).reverse();
  return kind === "choice" && two !== undefined ? [one, two] : (VALUES[kind] ?? null);
}

/** The example with a value at a path; a fixed welcome text needs its welcome message. */
function flowWith(kind: FlowKind, path: string, value: unknown): Flow {
  const flow = structuredClone(
    kind === "call_flow" ? exampleCallFlow({ autopilot: false }) : exampleMessageFlow(),
  );
  const welcome = path === "/customWelcomeMessage" ? { welcomeMessage: "ai_custom" } : {};
  const changed = { ...flow, ...welcome };
  plantAt(changed, path, value);
  return changed;
}

const CASES = (["call_flow", "message_flow"] as const).flatMap((kind) =>
  flowFields(kind).flatMap(([path, field]) => {
    const values = valuesOf(field);
    const settable = takes("create", field) || takes("update", field);
    const inForm =
      settable && !path.includes("/*") && field.answeredBy !== "neither" && field.of === undefined;
    return inForm && values ? [{ kind, path, field, values }] : [];
  }),
);

/** Two stored states of a flow that differ in one field, and the second one with its secrets. */
function statesOf({ kind, path, values: [one, two] }: (typeof CASES)[number]) {
  const [before, after] = [flowWith(kind, path, one), flowWith(kind, path, two)];
  return {
    before: maskFlowSecrets(before, () => "d"),
    after: maskFlowSecrets(after, () => "d"),
    flow: after,
  };
}

it.each(CASES)("$path of a $kind counts as changed when it changes, and is in the log in clear", (field) => {
  const { before, after } = statesOf(field);
  const change = { path: field.path, before: field.values[0], after: field.values[1] };
  const changes = diffFlows(before, after);
  expect(changes).toContainEqual(change);
  expect(redactChanges("chain", `${field.kind}.update`, changes)).toContainEqual(change);
});

const RESTORED = CASES.filter(({ kind, path, field }) => {
  return takes("update", field) && !NOT_RESTORED[kind].includes(path);
});

it.each(RESTORED)("$path of a $kind is brought back by a restore", (field) => {
  const { before, after } = statesOf(field);
  const { patch, notRestored } = planRestore(after, before);
  expect(valueAt(patch, field.path)).toEqual(field.values[0]);
  expect(notRestored).toEqual([]);
});

const COPIED = CASES.filter(({ kind, path }) => !NOT_COPIED[kind].includes(path));

it.each(COPIED)("$path of a $kind is in a copy", (field) => {
  const copy = createBodyFrom(statesOf(field).flow);
  if (!copy.possible) throw new Error("the example can't be copied");
  expect(valueAt(copy.body, field.path) ?? valueAt(copy.later, field.path)).toEqual(field.values[1]);
});
