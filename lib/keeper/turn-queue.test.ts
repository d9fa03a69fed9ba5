import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { TurnQueue } from "./turn-queue";

let begun: string[];
let endOf: Map<string, () => void>;
let errors: unknown[];
let queue: TurnQueue;

beforeEach(() => {
  vi.useFakeTimers();
  begun = [];
  endOf = new Map();
  errors = [];
  queue = new TurnQueue((error) => errors.push(error));
});
afterEach(() => {
  vi.useRealTimers();
});

function add(name: string): void {
  queue.add(
    name,
    () =>
      new Promise((end) => {
        begun.push(name);
        endOf.set(name, end);
      }),
  );
}

it("two turns are under way, and the next one begins when one of them ends", async () => {
  for (const name of ["a", "b", "c", "d"]) add(name);
  expect(begun).toEqual(["a", "b"]);
  endOf.get("b")?.();
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toEqual(["a", "b", "c"]);
  expect([queue.has("b"), queue.has("c"), queue.has("d")]).toEqual([false, true, true]);
});

it("a turn that hangs holds up no other for more than a second", async () => {
  for (const name of ["a", "b", "c", "d", "e"]) add(name);
  await vi.advanceTimersByTimeAsync(999);
  expect(begun).toEqual(["a", "b"]);
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toEqual(["a", "b", "c", "d"]);
  // A late end makes no second place free.
  endOf.get("a")?.();
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toEqual(["a", "b", "c", "d"]);
});

it("a turn that fails tells its error, and the others go on", async () => {
  queue.add("a", () => Promise.reject(new Error("no database")));
  add("b");
  endOf.get("b")?.();
  await queue.settled();
  expect(errors).toEqual([new Error("no database")]);
});
