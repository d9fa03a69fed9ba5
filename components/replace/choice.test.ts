import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Choice,
  chosenFlows,
  chosenHits,
  isFlowOn,
  isHitOn,
  jobItems,
  NOTHING_CHANGED,
  stateOf,
  totalsOf,
  withFlows,
  withHit,
} from "./choice";
import type { FlowToReplace } from "./preview-shape";

function flow(id: string, hits: number, more: Partial<FlowToReplace> = {}): FlowToReplace {
  return {
    workspace: "harbour",
    kind: "call_flow",
    id,
    name: id,
    isActive: true,
    folder: null,
    etag: `"${id}"`,
    hits: Array.from({ length: hits }, (_, at) => ({
      ...{ id: `/prompt:${at}`, path: "/prompt", line: 1, before: "", match: "six", after: "" },
      ...{ start: at, end: at + 1, replacement: "seven" },
    })),
    fixed: [],
    tooMany: false,
    tooLong: [],
    refused: null,
    drift: false,
    busy: false,
    ...more,
  };
}

const FLOWS = [flow("a", 3), flow("b", 1), flow("c", 2, { workspace: "metro" })];
const [A, B, C] = FLOWS as [FlowToReplace, FlowToReplace, FlowToReplace];
const first = (of: FlowToReplace) => of.hits[0] ?? expect.fail();

describe("at first", () => {
  it("every flow is on with all its hits", () => {
    expect(totalsOf(NOTHING_CHANGED, FLOWS, 60)).toEqual({
      hits: 6,
      flows: 3,
      workspaces: 2,
      requests: 6,
      minutes: 1,
    });
    expect(stateOf(NOTHING_CHANGED, FLOWS)).toBe("all");
  });

  it("a flow is off whose hits together would be refused, and one with too many can't be on", () => {
    const refused = flow("r", 1, { refused: "blank" });
    const many = flow("m", 1, { tooMany: true, refused: "many" });
    const none = flow("n", 0);
    expect([refused, many, none].map((one) => isFlowOn(NOTHING_CHANGED, one))).toEqual([false, false, false]);
    const all = withFlows(NOTHING_CHANGED, [refused, many, none], true);
    expect([refused, many, none].map((one) => isFlowOn(all, one))).toEqual([true, false, false]);
  });
});

it("a flow whose last hit is switched off is off, and comes back with the one that is switched on", () => {
  let choice = withHit(NOTHING_CHANGED, B, first(B), false);
  expect(isFlowOn(choice, B)).toBe(false);
  choice = withHit(choice, B, first(B), true);
  expect(isFlowOn(choice, B)).toBe(true);
  choice = withFlows(NOTHING_CHANGED, [A], false);
  choice = withHit(choice, A, first(A), true);
  expect(chosenHits(choice, A)).toEqual([first(A)]);
  expect(stateOf(choice, [A])).toBe("some");
});

it("a job names the states, and the hits that are left out", () => {
  const choice = withHit(withFlows(NOTHING_CHANGED, [C], false), A, first(A), false);
  expect(jobItems(choice, FLOWS)).toEqual([
    { workspace: "harbour", kind: "call_flow", id: "a", ifMatch: '"a"', hits: ["/prompt:0"] },
    { workspace: "harbour", kind: "call_flow", id: "b", ifMatch: '"b"', hits: null },
  ]);
});

it("the time is that of the workspace with the most flows, since each has its own limit", () => {
  const flows = Array.from({ length: 31 }, (_, n) => flow(`f${n}`, 1));
  expect(totalsOf(NOTHING_CHANGED, [...flows, C], 60).minutes).toBe(2);
  expect(totalsOf(NOTHING_CHANGED, [...flows, C], 6).minutes).toBe(11);
});

it("whatever is pressed, what is shown as chosen is what is sent", () => {
  const press = fc.record({
    flow: fc.constantFrom(...FLOWS),
    hit: fc.option(fc.nat({ max: 2 })),
    on: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(press, { maxLength: 12 }), (presses) => {
      let choice: Choice = NOTHING_CHANGED;
      for (const { flow: pressed, hit: at, on } of presses) {
        const hit = at === null ? undefined : pressed.hits[at];
        choice = hit ? withHit(choice, pressed, hit, on) : withFlows(choice, [pressed], on);
        expect(hit ? isHitOn(choice, pressed, hit) : isFlowOn(choice, pressed)).toBe(on);
      }
      const sent = jobItems(choice, FLOWS);
      const shown = FLOWS.map((one) => one.hits.filter((hit) => isHitOn(choice, one, hit)).length);
      const kept = FLOWS.map((one) => {
        const item = sent.find(({ id }) => id === one.id);
        return item ? one.hits.length - (item.hits?.length ?? 0) : 0;
      });
      expect(kept).toEqual(shown);
      expect(chosenFlows(choice, FLOWS).every((one) => chosenHits(choice, one).length > 0)).toBe(true);
    }),
  );
});
