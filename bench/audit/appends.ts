import { randomUUID } from "node:crypto";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { usualInsert } from "./usual-design";

/** Events per second. */
export interface AppendRates {
  writers: number;
  oneChain: number;
  /** Every writer in a workspace of its own. */
  ownChains: number;
  usual: number;
}

const SLICE = 160;

async function append(workspaceId: string): Promise<void> {
  await recordEvent(database(), {
    workspaceId,
    actor: { type: "user", id: "someone", email: "someone@example.com", name: "Someone", role: "editor" },
    action: "call_flow.update",
    outcome: "succeeded",
    target: { type: "call_flow", id: "665f00000000000000000001", name: "Front desk" },
    changes: [
      {
        path: "/customWelcomeMessage",
        before: "Good morning, how can we help?",
        after: "Good day, how can we help you?",
      },
    ],
    request: { id: randomUUID(), ip: "203.0.113.7", userAgent: "bench" },
  });
}

const PAYLOAD = JSON.stringify({
  actor: "someone",
  before: "Good morning, how can we help?",
  after: "Good day, how can we help you?",
});

async function slice(writers: number, write: (writer: number) => Promise<void>): Promise<number> {
  const started = performance.now();
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let n = 0; n < SLICE / writers; n++) await write(writer);
    }),
  );
  return performance.now() - started;
}

/** Measures appending with so many writers at once: to one chain, to a chain each, and the usual insert, in turn. */
export async function measureAppends(writers: number, rounds: number): Promise<AppendRates> {
  const chains = Array.from({ length: writers }, () => randomUUID());
  const spent = { one: 0, own: 0, usual: 0 };
  const shared = randomUUID();
  for (let round = 0; round < rounds; round++) {
    spent.one += await slice(writers, () => append(shared));
    spent.own += await slice(writers, (writer) => append(chains[writer] ?? shared));
    spent.usual += await slice(writers, () => usualInsert(randomUUID(), shared, PAYLOAD));
  }
  const rate = (ms: number) => Math.round((SLICE * rounds * 1_000) / ms);
  return { writers, oneChain: rate(spent.one), ownChains: rate(spent.own), usual: rate(spent.usual) };
}
