import type { AuditEventView } from "@/lib/audit/event";
import type { StoredEvent } from "@/lib/audit/event-view";

type Payload = Omit<AuditEventView, "sequence" | "integrity">;

const USUAL: Payload = {
  id: "01900000-0000-7000-8000-000000000001",
  occurredAt: "2026-03-01T12:00:00.000Z",
  settledAt: "2026-03-01T12:00:01.000Z",
  workspaceId: "01900000-0000-7000-8000-0000000000aa",
  actor: { type: "user", id: "person-1", email: "maya@example.com", name: "Maya", role: "editor" },
  action: "call_flow.update",
  outcome: "succeeded",
  target: { type: "call_flow", id: "665f00000000000000000001", name: "Reception" },
  changes: [{ path: "/name", before: "Desk", after: "Reception" }],
  reason: "It was renamed",
  request: { id: "r-1", ip: "192.0.2.7", userAgent: "curl/8", correlationId: "c-1" },
  upstream: null,
  detail: {},
};

/**
 * An event as the database has it: Maya renamed a call flow on the first of March 2026 at noon. Its hashes are made up:
 * 32 bytes of 01 before it, of 02 its own.
 * @param changes the differing parts
 */
export function storedEvent(changes: Partial<Payload> & { version?: unknown } = {}): StoredEvent {
  const payload = JSON.stringify({ ...USUAL, ...changes });
  return { sequence: 7, payload, previousHash: Buffer.alloc(32, 1), hash: Buffer.alloc(32, 2) };
}
