import fc from "fast-check";
import { expect, it } from "vitest";
import { patchPaths } from "@/lib/flows/requests/apply-patch";
import { jsonPointer, pointerSteps, valueAt } from "./json-pointer";

it("a pointer returns the steps it was made of, with any characters in them", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (steps) => {
      expect(pointerSteps(jsonPointer(steps))).toEqual(steps);
    }),
  );
});

it("a pointer names the value under it, and nothing inherited", () => {
  expect(valueAt({ a: { "b/c": [10, 20] } }, "/a/b~1c/1")).toBe(20);
  expect(valueAt({}, "/toString")).toBeUndefined();
});

it("the paths of a patch are its leaves, a list counting as one", () => {
  expect(patchPaths({ name: "A", webhooks: [], settings: { callSettings: { maxCallDuration: 1 } } })).toEqual(
    ["/name", "/webhooks", "/settings/callSettings/maxCallDuration"],
  );
});
