import "server-only";
import { type AuditActor, type AuditOutcome, type AuditRequest, PORTAL_CHAIN } from "@/lib/audit/event";
import { type StoredEvent, toEventView } from "@/lib/audit/event-view";
import type { OcsfActivity } from "@/lib/audit/events/action";
import { auditAction } from "@/lib/audit/events/actions";

/** The release of the Open Cybersecurity Schema Framework that the fields are named by (schema.ocsf.io). */
const OCSF_VERSION = "1.3.0";
const IDENTITY_AND_ACCESS = 3;
const ENTITY_MANAGEMENT = 3004;

/** `activity_id` of the class, by its word. */
const ACTIVITIES: Record<OcsfActivity, number> = {
  Create: 1,
  Read: 2,
  Update: 3,
  Delete: 4,
  Enable: 8,
  Disable: 9,
  Other: 99,
};

/** `severity_id`: a refusal deserves a look, what nobody can tell the outcome of more so. */
const SEVERITIES: Record<AuditOutcome, [number, string]> = {
  succeeded: [1, "Informational"],
  failed: [2, "Low"],
  denied: [3, "Medium"],
  unknown: [3, "Medium"],
};
const STATUSES: Record<AuditOutcome, [number, string]> = {
  succeeded: [1, "Success"],
  failed: [2, "Failure"],
  denied: [2, "Failure"],
  unknown: [0, "Unknown"],
};

function verbOf(action: string): string {
  return action.split(".")[1] ?? action;
}

function ocsfActor(actor: AuditActor): object {
  const name = { name: actor.name, ...(actor.email ? { email_addr: actor.email } : {}) };
  const user = { uid: actor.id ?? actor.type, ...name, type: actor.role ?? actor.type };
  return actor.type === "user" ? { user } : { app_name: actor.name, user };
}

/** Where the request came from, as far as it is known. */
function ocsfRequest({ id, ip, userAgent }: AuditRequest): object {
  return {
    ...(ip ? { src_endpoint: { ip } } : {}),
    http_request: { uid: id, ...(userAgent ? { user_agent: userAgent } : {}) },
  };
}

/**
 * An event as the Open Cybersecurity Schema Framework names things: class Entity Management (3004), so that a security
 * team's collector takes it in as it is. `raw_data` is the payload that the hash covers, `unmapped` its place in the chain.
 */
export function ocsfEvent(row: StoredEvent): Record<string, unknown> {
  const event = toEventView(row);
  const word = auditAction(event.action)?.ocsf ?? "Other";
  const [activity, activityName] = [ACTIVITIES[word], word === "Other" ? verbOf(event.action) : word];
  const [severity, severityName] = SEVERITIES[event.outcome];
  const [status, statusName] = STATUSES[event.outcome];
  const { request, target, integrity, upstream } = event;
  return {
    category_uid: IDENTITY_AND_ACCESS,
    category_name: "Identity & Access Management",
    class_uid: ENTITY_MANAGEMENT,
    class_name: "Entity Management",
    activity_id: activity,
    activity_name: activityName,
    type_uid: ENTITY_MANAGEMENT * 100 + activity,
    severity_id: severity,
    severity: severityName,
    status_id: status,
    status: statusName,
    ...(event.outcome === "succeeded" ? {} : { status_detail: upstream?.error ?? event.outcome }),
    time: Date.parse(event.occurredAt),
    metadata: {
      version: OCSF_VERSION,
      product: { name: "Switchboard", vendor_name: "Switchboard" },
      uid: event.id,
      event_code: event.action,
      sequence: event.sequence,
      logged_time: Date.parse(event.settledAt ?? event.occurredAt),
      ...(request?.correlationId ? { correlation_uid: request.correlationId } : {}),
      tenant_uid: event.workspaceId ?? PORTAL_CHAIN,
    },
    actor: ocsfActor(event.actor),
    entity: { type: target?.type ?? "portal", uid: target?.id ?? "", name: target?.name ?? "" },
    ...(event.changes.length > 0
      ? { entity_result: { type: target?.type ?? "portal", data: { changes: event.changes } } }
      : {}),
    ...(event.reason ? { comment: event.reason } : {}),
    ...(request ? ocsfRequest(request) : {}),
    raw_data: row.payload,
    unmapped: { sequence: row.sequence, previousHash: integrity.previousHash, hash: integrity.hash },
  };
}
