import { describe, expect, it } from "vitest";
import { redactChanges } from "@/lib/audit/redact/redact-changes";
import { diffFlows } from "@/lib/flows/diff/diff-flows";
import { maskFlowSecrets } from "@/lib/flows/diff/secret-values";
import type { Field, Kind } from "@/lib/flows/fields/field";
import { flowFields } from "@/lib/flows/fields/flow-fields";
import { takes } from "@/lib/flows/fields/request-schema";
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

describe.each(CASES)("$path of a $kind", ({ kind, path, field, values: [one, two] }) => {
  const [before, after] = [flowWith(kind, path, one), flowWith(kind, path, two)];
  const [storedBefore, storedAfter] = [before, after].map((flow) => maskFlowSecrets(flow, () => "d"));
  if (!storedBefore || !storedAfter) throw new Error("a state is missing");

  it("counts as changed when it changes, and stands in the audit log in clear", () => {
    const changes = diffFlows(storedBefore, storedAfter);
    expect(changes).toContainEqual({ path, before: one, after: two });
    expect(redactChanges("chain", `${kind}.update`, changes)).toContainEqual({
      path,
      before: one,
      after: two,
    });
  });

  it.runIf(takes("update", field) && !NOT_RESTORED[kind].includes(path))(
    "is brought back by a restore",
    () => {
      const { patch, notRestored } = planRestore(storedAfter, storedBefore);
      expect(valueAt(patch, path)).toEqual(one);
      expect(notRestored).toEqual([]);
    },
  );

  it.runIf(!NOT_COPIED[kind].includes(path))("is in a copy", () => {
    const copy = createBodyFrom(after);
    if (!copy.possible) throw new Error("the example can't be copied");
    expect(valueAt(copy.body, path) ?? valueAt(copy.later, path)).toEqual(two);
  });
});
