import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pushEdit, redoEdit, startHistory, undoEdit } from "./use-graph-history";

describe("the history of edits", () => {
  test("undoing every step leads to the first state, redoing every step to the last one", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 60 }), (values) => {
        const states = values.map((value) => ({ value }));
        const first = { value: -1 };
        let history = states.reduce((so, state) => pushEdit(so, state), startHistory(first));
        for (const _ of states) history = undoEdit(history);
        expect(history.present).toBe(first);
        for (const _ of states) history = redoEdit(history);
        expect(history.present).toBe(states.at(-1) ?? first);
      }),
    );
  });

  test("an edit after an undo forgets what was undone", () => {
    const history = pushEdit(undoEdit(pushEdit(pushEdit(startHistory("a"), "b"), "c")), "d");
    expect(redoEdit(history)).toBe(history);
    expect(undoEdit(history).present).toBe("b");
  });

  test("a hundred steps are kept and the oldest ones are let go", () => {
    let history = startHistory(0);
    for (let step = 1; step <= 130; step += 1) history = pushEdit(history, step);
    for (let step = 0; step < 200; step += 1) history = undoEdit(history);
    expect(history.present).toBe(30);
  });

  test("edits of one run are undone together", () => {
    let history = startHistory("");
    for (const text of ["h", "he", "hey"]) history = pushEdit(history, text, "typing");
    expect(undoEdit(history).present).toBe("");
    expect(undoEdit(pushEdit(history, "other", "elsewhere")).present).toBe("hey");
  });

  test("a run does not go on after an undo", () => {
    const undone = undoEdit(pushEdit(pushEdit(startHistory(1), 2), 3, "typing"));
    expect(undoEdit(pushEdit(undone, 4, "typing")).present).toBe(2);
  });

  test("without a step to undo or to redo the history stays as it is", () => {
    const history = startHistory("only");
    expect(undoEdit(history)).toBe(history);
    expect(redoEdit(history)).toBe(history);
    expect(pushEdit(history, "only")).toBe(history);
  });
});
