import "server-only";
import { z } from "zod";
import { toHex } from "@/lib/audit/proof/text-forms";
import { database } from "@/lib/db/client";
import { Problem } from "@/lib/problems/problem";
import { FLOW_TARGETS } from "./about-flows";
import type { AuditEventView } from "./event";
import { newerVersion, readPayload } from "./event-schemas";

/** The parts of a stored event that a reader needs: its payload, and its place in the chain. */
export const storedEvent = z.object({
  sequence: z.int(),
  payload: z.string(),
  previousHash: z.instanceof(Uint8Array),
  hash: z.instanceof(Uint8Array),
});
export type StoredEvent = z.output<typeof storedEvent>;

/** Says why an event can't be read: somebody tampered with it, or a newer program recorded it in a form of its own. */
export function unreadableWords({ sequence, payload }: Pick<StoredEvent, "sequence" | "payload">): string {
  const version = newerVersion(payload);
  if (version === null) {
    return `The log was tampered with: event ${sequence} is not readable any more. Verify the log to see more`;
  }
  return `Event ${sequence} is in version ${version} of the log's format, which a newer Switchboard records. Update this one to read it`;
}

/** Leaves out where in the network a person was: to see who changed a flow, nobody needs it. */
function withoutAddress<Event extends Pick<AuditEventView, "request">>(event: Event): Event {
  return event.request === null ? event : { ...event, request: { ...event.request, ip: null } };
}

/**
 * Returns null for an unreadable event, so that one bad event does not block the others.
 * @param flowEventsOnly whether the reader sees events about flows only, and no network address in them
 */
export function readableEventView(row: StoredEvent, flowEventsOnly = false): AuditEventView | null {
  const content = readPayload(row.payload);
  if (!content) return null;
  return {
    ...(flowEventsOnly ? withoutAddress(content) : content),
    sequence: row.sequence,
    integrity: { previousHash: toHex(row.previousHash), hash: toHex(row.hash) },
  };
}

/**
 * A stored row as the API shows it: the payload, plus its place in the chain.
 * @param flowEventsOnly as for `readableEventView`
 * @throws Problem `conflict` when somebody replaced the payload by something that is no event, or its version is unknown
 */
export function toEventView(row: StoredEvent, flowEventsOnly = false): AuditEventView {
  const view = readableEventView(row, flowEventsOnly);
  if (!view) throw new Problem("conflict", unreadableWords(row));
  return view;
}

/**
 * One event of a chain.
 * @returns null when the chain has no such event, or `flowEventsOnly` and it isn't about a flow
 */
export async function readAuditEvent(
  chain: string,
  id: string,
  flowEventsOnly = false,
): Promise<AuditEventView | null> {
  const row = await database().auditEvent.findFirst({
    where: {
      id,
      chain,
      ...(flowEventsOnly ? { targetType: { in: FLOW_TARGETS } } : {}),
    },
  });
  return row ? toEventView(row, flowEventsOnly) : null;
}
