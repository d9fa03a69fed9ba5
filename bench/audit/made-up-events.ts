import { createHash, randomUUID } from "node:crypto";
import canonicalize from "canonicalize";
import { eventTerms } from "@/lib/audit/search/event-terms";

/** One row of the log as it would have been recorded, hashes included. */
export interface MadeUpRow {
  id: string;
  sequence: number;
  occurredAt: string;
  settledAt: string;
  actorId: string;
  action: string;
  outcome: string;
  targetId: string;
  requestId: string;
  correlationId: string;
  ip: string;
  terms: string[];
  payload: string;
  previousHash: string;
  hash: string;
}

/** A small generator with a seed (mulberry32), so that each run measures the same log. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const PEOPLE = 40;
const FLOWS = 120;
const ADDRESSES = 60;
const VOCABULARY = 5_000;
const START = Date.parse("2024-11-01T00:00:00Z");
const EVERY_MS = 6_000;

const ACTIONS = [
  "call_flow.update",
  "call_flow.update",
  "message_flow.update",
  "call_flow.create",
  "audit.export",
];
const OUTCOMES = [...Array<string>(17).fill("succeeded"), "failed", "failed", "denied"];
const FIELDS = [
  "/prompt",
  "/prompt",
  "/customWelcomeMessage",
  "/settings/callSettings/maxCallDuration",
  "/webhooks",
  "/settings/responseSettings/workingHours/outOfHoursMessage",
];

/** A word; small numbers come up far more often, as words do. */
const word = (random: () => number) => `word${Math.floor(VOCABULARY * random() ** 4)}`;

/**
 * Makes up a chain's events one after the other, as a team of forty would cause them: seven in ten about flows' texts, a
 * few refused, every third with a reason. Event number n is the same in a chain of any length.
 */
export class MadeUpChain {
  private last: Buffer = Buffer.alloc(0);
  private sequence = 0;
  private readonly random = randomNumbers(20261122);

  constructor(readonly workspaceId: string) {}

  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T;
  }

  private text(words: number): string {
    return Array.from({ length: words }, () => word(this.random)).join(" ");
  }

  /** The next event, as `recordEvent` would write it. */
  next(): MadeUpRow {
    const n = ++this.sequence;
    // Squared: a few people and flows account for most of what happens.
    const person = Math.floor(PEOPLE * this.random() ** 2);
    const flow = Math.floor(FLOWS * this.random() ** 2);
    const at = START + n * EVERY_MS;
    const shared = this.text(12);
    const row = {
      id: randomUUID(),
      sequence: n,
      occurredAt: new Date(at).toISOString(),
      settledAt: new Date(at + 140).toISOString(),
      actorId: `00000000-0000-4000-8000-${String(person).padStart(12, "0")}`,
      action: this.pick(ACTIONS),
      outcome: this.pick(OUTCOMES),
      targetId: `665f${String(flow).padStart(20, "0")}`,
      requestId: randomUUID(),
      correlationId: `undertaking-${Math.floor(n / 3)}`,
      ip: `203.0.113.${Math.floor(ADDRESSES * this.random())}`,
    };
    const event = {
      id: row.id,
      occurredAt: row.occurredAt,
      settledAt: row.settledAt,
      workspaceId: this.workspaceId,
      actor: {
        type: "user" as const,
        id: row.actorId,
        email: `person${person}@example.com`,
        name: `Person number${person}`,
        role: "editor",
      },
      action: row.action,
      outcome: row.outcome,
      target: { type: row.action.split(".")[0] ?? "", id: row.targetId, name: `Flow number${flow}` },
      changes: [
        {
          path: this.pick(FIELDS),
          before: `${shared} ${this.text(4)}`,
          after: `${shared} ${this.text(4)}${n % 50_000 === 777 ? " zucchini" : ""}`,
        },
      ],
      reason: n % 3 === 0 ? this.text(4) : null,
      request: { id: row.requestId, ip: row.ip, userAgent: "Mozilla/5.0", correlationId: row.correlationId },
      upstream: { method: "PUT", status: 200, durationMs: 87, error: null },
      detail: { changeId: row.requestId, revision: n },
    };
    const payload = canonicalize(event) ?? "";
    const previousHash = this.last.toString("hex");
    this.last = createHash("sha256").update(this.last).update(payload).digest();
    return { ...row, terms: eventTerms(event), payload, previousHash, hash: this.last.toString("hex") };
  }
}
