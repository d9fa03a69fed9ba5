import fc from "fast-check";
import { v4 as uuidv4 } from "uuid";
import { makeCheckpoint } from "@/lib/audit/checkpoints/make-checkpoint";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { looseEvent } from "./loose-event";

/** The content of an event of a made-up chain. */
export interface MadeUpEvent {
  action: string;
  outcome: "succeeded" | "failed" | "denied";
  name: string;
  before: unknown;
  after: unknown;
  reason: string | null;
}

export const anyEvent: fc.Arbitrary<MadeUpEvent> = fc.record({
  action: fc.constantFrom("call_flow.update", "message_flow.create", "binding.add", "audit.export"),
  outcome: fc.constantFrom("succeeded", "failed", "denied"),
  name: fc.string({ minLength: 1, maxLength: 20 }).map((text) => text.replaceAll("\0", "·").toWellFormed()),
  before: fc.constantFrom(null, "Hello", "Good morning", 5, ["a", "b"]),
  after: fc.constantFrom(null, "Good evening", true, { x: 1 }),
  reason: fc.option(fc.constantFrom("asked by the client", "typo")),
});

/** Records one event as an editor of the workspace would cause it. */
export async function record(tx: Transaction, workspaceId: string, event: MadeUpEvent): Promise<void> {
  const { action, outcome, name, before, after, reason } = event;
  await recordEvent(
    tx,
    looseEvent({
      workspaceId,
      actor: { type: "user", id: uuidv4(), email: "maya@example.com", name, role: "editor" },
      action,
      outcome,
      target: { type: action.split(".")[0] ?? "", id: "665f00000000000000000001", name },
      changes: [{ path: "/prompt", before, after }],
      reason,
      request: { id: uuidv4(), ip: "203.0.113.7", userAgent: "test", correlationId: uuidv4() },
    }),
  );
}

async function recordAll(chain: string, events: MadeUpEvent[]): Promise<void> {
  await database().$transaction(
    async (tx) => {
      for (const event of events) await record(tx, chain, event);
    },
    { timeout: 60_000 },
  );
}

/** A chain of its own with these events, signed after the first `signed` of them. */
export async function newChain(events: MadeUpEvent[], signed: number): Promise<string> {
  const chain = uuidv4();
  await recordAll(chain, events.slice(0, signed));
  if (signed > 0) await makeCheckpoint(chain);
  await recordAll(chain, events.slice(signed));
  return chain;
}
