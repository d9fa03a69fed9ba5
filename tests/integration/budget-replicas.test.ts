import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { KeyBudget, type Taken } from "@/lib/workspaces/budget/key-budget";
import { partsOf, type Spending } from "@/lib/workspaces/budget/shares";
import { bookedRequests, passBudgetTime } from "@/tests/support/budget-time";
import { openPortal, type TestPortal } from "@/tests/support/open-portal";

/** Three replicas of the portal as far as a key's budget goes: each knows only what it has booked itself. */
let replicas: KeyBudget[];
let key: string;
let limit: number;
let portal: TestPortal;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());
beforeEach(() => {
  key = randomUUID();
  limit = 60;
  replicas = [1, 2, 3].map(() => new KeyBudget(key, () => limit));
});

const background: Spending = { purpose: "background" };
const person = (personId: string): Spending => ({ purpose: "read", personId });

const isSpent = (taken: Taken | undefined) => taken !== undefined && "spendBefore" in taken;

/** Spends one point after another on every replica at once, and returns how many went through. */
async function spendAll(spending: (replica: number) => Spending, times: number): Promise<number> {
  const attempts = replicas.flatMap((replica, index) =>
    Array.from({ length: times }, () =>
      replica.spend(spending(index), 1).then((taken) => Number(isSpent(taken))),
    ),
  );
  return (await Promise.all(attempts)).reduce((sum, one) => sum + one, 0);
}

describe("three replicas together", () => {
  it.each([60, 600])("never spend more of a key's %i than is there", async (of) => {
    limit = of;
    const people = await spendAll((replica) => person(`person ${replica}`), of / 4);
    const own = await spendAll(() => background, of / 8);
    expect(own).toBeLessThanOrEqual(partsOf(of).background);
    expect(own).toBeGreaterThan(partsOf(of).background * 0.8);
    expect(people).toBeLessThanOrEqual(partsOf(of).read + partsOf(of).common);
    // The last fifth is for others, and the rest of a chunk counts though it isn't spent.
    expect(people).toBeGreaterThan((partsOf(of).read + partsOf(of).common) * 0.7);
    expect(await bookedRequests(key)).toBeLessThanOrEqual(of - partsOf(of).write);
    expect(await bookedRequests(key)).toBeGreaterThanOrEqual(people + own);
  });

  it("book in chunks where the limit is large, and give back what they don't need", async () => {
    limit = 6_000;
    const [first] = replicas;
    await first?.spend(person("a"), 1);
    expect(await bookedRequests(key)).toBe(60);
    limit = 60;
    await first?.spend(person("a"), 1);
    expect(await bookedRequests(key)).toBe(2);
  });

  it("all keep away from an upstream that has refused a request of one", async () => {
    await replicas[0]?.close(30);
    for (const replica of replicas) {
      expect(isSpent(await replica.spend(person("a"), 1))).toBe(false);
    }
    await passBudgetTime(31_000);
    expect(isSpent(await replicas[1]?.spend(person("a"), 1))).toBe(true);
  });

  it("make a person wait who comes seconds too early, and background work come again", async () => {
    while (isSpent(await replicas[0]?.spend(background, 1)));
    while (isSpent(await replicas[0]?.spend(person("a"), 1)));
    const before = await bookedRequests(key);
    await passBudgetTime(60_000);
    const [own, theirs] = await Promise.all([
      replicas[1]?.spend(background, 1),
      replicas[2]?.spend(person("a"), 1),
    ]);
    expect([isSpent(own), isSpent(theirs)]).toEqual([false, true]);
    expect(await bookedRequests(key)).toBeLessThan(before);
  });
});
