import { describe, expect, it } from "vitest";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import { applyCallFlowPatch, patchPaths } from "@/lib/flows/requests/apply-patch";
import { type CallFlowPatch, createCallFlowSchema } from "@/lib/flows/requests/call-flow-requests";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { isCompleteAnswer, isCompleteCreateAnswer } from "./answer-completeness";
import { judgeWrite, matchesCreatedFlow } from "./judge-write";

const LATER = { updatedAt: "2025-02-01T00:00:00.000Z" };
const hook = (name: string) => ({ name, url: `https://x.test/${name}` });

function judge(patch: CallFlowPatch, actual: (expected: CallFlow, base: CallFlow) => CallFlow) {
  const base = applyCallFlowPatch(exampleCallFlow(), { webhooks: [hook("old")] });
  const expected = applyCallFlowPatch(base, patch);
  return judgeWrite({
    base,
    latest: base,
    expected,
    actual: actual(expected, base),
    patchPaths: patchPaths(patch),
    rivals: [],
  });
}

describe("a write whose answer got lost", () => {
  it("was applied when every field that can be seen has the intended value", () => {
    expect(judge({ name: "New", prompt: "P" }, (expected) => ({ ...expected, ...LATER }))).toBe("applied");
    expect(judge({ name: "New", prompt: "P" }, (expected) => ({ ...expected, prompt: null, ...LATER }))).toBe(
      "applied",
    );
  });

  it("was not applied when all is as before and the flow has not been written since", () => {
    expect(judge({ name: "New" }, (_expected, base) => base)).toBe("not_applied");
  });

  it("is unclear when all is as before but the flow has been written since", () => {
    expect(judge({ name: "New" }, (_expected, base) => ({ ...base, ...LATER }))).toBe("unclear");
    expect(judge({ name: "New" }, (_expected, base) => ({ ...base, updatedAt: null }))).toBe("unclear");
  });

  it("is unclear when only some fields are as intended, or a field is neither", () => {
    expect(
      judge({ name: "New", prompt: "P" }, (_expected, base) => ({ ...base, name: "New", ...LATER })),
    ).toBe("unclear");
    expect(judge({ name: "New" }, (_expected, base) => ({ ...base, name: "Third", ...LATER }))).toBe(
      "unclear",
    );
  });

  it("is judged by the time of the last update when no field can decide", () => {
    const patch: CallFlowPatch = { name: "Front desk" };
    expect(judge(patch, (_expected, base) => base)).toBe("not_applied");
    expect(judge(patch, (_expected, base) => ({ ...base, ...LATER }))).toBe("applied");
  });

  it("that added webhooks was applied when as many more are there and the last ones are they", () => {
    const patch: CallFlowPatch = { webhooks: [hook("new")] };
    expect(judge(patch, (expected) => expected)).toBe("applied");
    expect(judge(patch, (_expected, base) => base)).toBe("not_applied");
    expect(judge(patch, (_expected, base) => applyCallFlowPatch(base, { webhooks: [hook("foreign")] }))).toBe(
      "unclear",
    );
    expect(judge(patch, (expected) => applyCallFlowPatch(expected, patch))).toBe("unclear");
  });

  it("is not called unapplied because an answer shows no webhooks at all", () => {
    const patch: CallFlowPatch = { name: "New", webhooks: [hook("new")] };
    expect(judge(patch, (expected) => ({ ...expected, webhooks: null }))).toBe("applied");
  });
});

describe("a flow found after a lost create", () => {
  const requested = createCallFlowSchema.parse({
    name: "Front desk",
    direction: "outbound",
    prompt: "Be brief and kind.",
  });

  it("may be the new one when it has all that was requested, with any direction", () => {
    expect(matchesCreatedFlow(requested, exampleCallFlow({ direction: "inbound" }))).toBe(true);
    expect(matchesCreatedFlow(requested, exampleCallFlow({ prompt: null }))).toBe(true);
  });

  it("is another one when a field differs", () => {
    expect(matchesCreatedFlow(requested, exampleCallFlow({ prompt: "Other" }))).toBe(false);
    expect(matchesCreatedFlow({ ...requested, agent: "a2" }, exampleCallFlow())).toBe(false);
  });
});

describe("an answer to a write", () => {
  const read = {
    _id: "1",
    __v: 4,
    name: "A",
    settings: { security: { hipaaCompliance: true } },
    webhooks: [{ name: "W" }],
  };

  it("is complete when it has every key of the read before it, at every level", () => {
    expect(isCompleteAnswer({ ...read, __v: undefined, webhooks: [], more: 1 }, read)).toBe(true);
    expect(isCompleteAnswer({ ...read, settings: { security: {} } }, read)).toBe(false);
    expect(isCompleteAnswer({ _id: "1", name: "A" }, read)).toBe(false);
    expect(isCompleteAnswer(null, read)).toBe(false);
  });

  it("to a create is complete when it has the documented keys and settings", () => {
    const { id, ...fields } = exampleCallFlow();
    expect(isCompleteCreateAnswer("call_flow", { ...fields, _id: id })).toBe(true);
    expect(isCompleteCreateAnswer("call_flow", { ...fields, _id: id, settings: null })).toBe(false);
    expect(isCompleteCreateAnswer("call_flow", { _id: id, name: "A", settings: {} })).toBe(false);
  });
});
