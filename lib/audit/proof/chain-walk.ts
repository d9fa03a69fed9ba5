import { hash } from "node:crypto";
import { isKnownVersion, PORTAL_CHAIN } from "@/lib/audit/event";
import { isJsonObject } from "@/lib/json/json-value";
import { ExportFault } from "./export-fault";
import type { ExportedEvent } from "./export-format";
import type { ExportReport } from "./export-report";
import { isCanonical } from "./text-forms";

/** The position of a walk along a chain. */
export interface ChainWalk {
  /** The chain of all events; null before the first event. */
  chain: string | null;
  /** The last event's number, or the number of removed events before the first; 0 at a chain's beginning. */
  sequence: number;
  /** That event's hash in hexadecimal; null when it is unknown. */
  hash: string | null;
  /** Whether every event must be present. */
  gapless: boolean;
}

/** "event 7", or "events 7 to 9". */
export function eventsFromTo(from: number, to: number): string {
  return from === to ? `event ${from}` : `events ${from} to ${to}`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function checkOrder(walk: ChainWalk, sequence: number, line: number, last: number | null): void {
  const next = walk.sequence + 1;
  if (sequence === last) {
    throw new ExportFault("repeated", `Event ${sequence} occurs a second time.`, { sequence, line });
  }
  if (sequence < next) {
    const message = `Event ${sequence} is out of its order, or repeated: event ${next} or a later one belongs here.`;
    throw new ExportFault("out-of-order", message, { sequence, line });
  }
  if (walk.gapless && sequence > next) {
    const missing = upperFirst(eventsFromTo(next, sequence - 1));
    const message = `${missing} ${sequence - next > 1 ? "are" : "is"} missing: event ${sequence} stands in that place.`;
    throw new ExportFault("missing-events", message, { sequence: next, line });
  }
}

function checkLink(walk: ChainWalk, event: ExportedEvent, line: number): void {
  const { sequence, previousHash } = event;
  if ((sequence === 1) !== (previousHash === "")) {
    const message = `Event ${sequence} does not follow the event before it: only the first event of a chain follows nothing.`;
    throw new ExportFault("does-not-follow", message, { sequence, line });
  }
  if (sequence !== walk.sequence + 1 || walk.hash === null || previousHash === walk.hash) return;
  const message = `Event ${sequence} does not follow event ${walk.sequence} as it stands here: its previous hash is another.`;
  throw new ExportFault("does-not-follow", message, { sequence, line });
}

/** The payload as an object; null for a text that is not canonical JSON of an object. */
function readPayload(payload: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(payload);
    return isJsonObject(value) && isCanonical(value, payload) ? value : null;
  } catch {
    return null;
  }
}

function checkContent(event: ExportedEvent, line: number): Record<string, unknown> {
  const { sequence } = event;
  if (event.payload === "") {
    const message = `The content of event ${sequence} was too long for a cell of this CSV: give the proof that was exported beside it, which has it.`;
    throw new ExportFault("wrong-shape", message, { sequence, line });
  }
  const bytes = Buffer.concat([Buffer.from(event.previousHash, "hex"), Buffer.from(event.payload)]);
  if (hash("sha256", bytes, "hex") !== event.hash) {
    const message = `The content of event ${sequence} does not match its hash.`;
    throw new ExportFault("hash-differs", message, { sequence, line });
  }
  const payload = readPayload(event.payload);
  if (payload !== null && typeof payload.occurredAt === "string") return payload;
  const message = `The content of event ${sequence} is not an event in canonical JSON (RFC 8785).`;
  throw new ExportFault("not-canonical", message, { sequence, line });
}

/**
 * Takes one step along a chain. The event must come next, follow from the event before, match its hash and belong to
 * the chain. The step moves the walk, and writes the event's place and time into the report.
 *
 * @returns the event's content
 * @throws ExportFault naming the event and the line
 */
export function walkEvent(
  walk: ChainWalk,
  event: ExportedEvent,
  line: number,
  report: ExportReport,
): Record<string, unknown> {
  const { sequence } = event;
  if (sequence === 0) throw new ExportFault("wrong-shape", "Events are numbered from 1.", { sequence, line });
  checkOrder(walk, sequence, line, report.last?.sequence ?? null);
  checkLink(walk, event, line);
  const payload = checkContent(event, line);
  const chain = payload.workspaceId === null ? PORTAL_CHAIN : payload.workspaceId;
  if (typeof chain !== "string" || chain !== (walk.chain ?? chain)) {
    const message = `Event ${sequence} belongs to another chain than this export.`;
    throw new ExportFault("other-chain", message, { sequence, line });
  }
  walk.chain = chain;
  walk.sequence = sequence;
  walk.hash = event.hash;
  const place = { sequence, occurredAt: String(payload.occurredAt) };
  report.events += 1;
  if (!isKnownVersion(payload)) report.newer += 1;
  report.first ??= place;
  report.last = place;
  return payload;
}
