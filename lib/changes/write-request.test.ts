import { describe, expect, it } from "vitest";
import { MASK, maskFlowSecrets, presentFlow } from "@/lib/flows/diff/secret-values";
import { flowFields } from "@/lib/flows/fields/flow-fields";
import type { JsonObject } from "@/lib/json/json-value";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { exampleMessageFlow } from "@/tests/support/message-flow-example";
import { maskedBody } from "./write-request";

const SECRET = "s3cret-of-a-client";

/** Returns a document with a value at a path of the tables of fields; `*` is the only item of a list. */
function withValue(steps: string[], value: unknown): unknown {
  const [step, ...below] = steps;
  if (step === undefined) return value;
  const inner = withValue(below, value);
  return step === "*" ? [inner] : { ...(step === "value" ? { name: "X-Api-Key" } : {}), [step]: inner };
}

const SECRET_FIELDS = (["call_flow", "message_flow"] as const).flatMap((kind) =>
  flowFields(kind).flatMap(([path, { copy }]) => (copy === "secret" ? [{ kind, path }] : [])),
);

describe.each(SECRET_FIELDS)("the secret field $path of a $kind", ({ kind, path }) => {
  const part = withValue(path.slice(1).split("/"), SECRET) as JsonObject;
  const example = kind === "call_flow" ? exampleCallFlow() : exampleMessageFlow();
  const stored = maskFlowSecrets({ ...example, ...part }, () => "digest");

  it("is masked in the flow as it is stored", () => {
    expect(JSON.stringify(stored)).toContain(MASK);
    expect(JSON.stringify(stored)).not.toContain(SECRET);
  });

  it("is masked in the flow as it is shown", () => {
    expect(JSON.stringify(presentFlow(stored))).not.toContain(SECRET);
  });

  it("is masked in the journal's copy of a request", () => {
    expect(JSON.stringify(maskedBody(part))).not.toContain(SECRET);
  });
});

it("the tables have a secret field", () => {
  expect(SECRET_FIELDS).not.toEqual([]);
});
