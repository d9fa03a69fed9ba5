import "server-only";
import { type AuditActor, type AuditEventView, type AuditRequest, PORTAL_CHAIN } from "@/lib/audit/event";
import { type StoredEvent, toEventView } from "@/lib/audit/event-view";
import { auditAction } from "@/lib/audit/events/actions";
import type { OcsfActivity } from "@/lib/audit/events/ocsf";
import { AUTHENTICATION, ENTITY } from "@/lib/audit/events/ocsf";
import { OUTCOMES } from "@/lib/audit/events/outcomes";

/** The release of the Open Cybersecurity Schema Framework whose field names are used (schema.ocsf.io). */
const OCSF_VERSION = "1.3.0";
const IDENTITY_AND_ACCESS = 3;
const PRODUCT = "Switchboard";

/** The verb says more than the schema's "Other", so it becomes the name of such an activity. */
function activityOf(action: string): OcsfActivity {
  const activity = auditAction(action)?.ocsf ?? ENTITY.Other;
  if (activity !== ENTITY.Other) return activity;
  return { ...activity, activityName: action.split(".")[1] ?? action };
}

function ocsfActor(actor: AuditActor): object {
  const name = { name: actor.name, ...(actor.email ? { email_addr: actor.email } : {}) };
  const user = { uid: actor.id ?? actor.type, ...name, type: actor.role ?? actor.type };
  if (actor.type === "user") return { user };
  const { token } = actor;
  return token ? { app_name: token.name, app_uid: token.id, user } : { app_name: actor.name, user };
}

/** The origin of the request, as far as it is known. */
function ocsfRequest({ id, ip, userAgent }: AuditRequest): object {
  return {
    ...(ip ? { src_endpoint: { ip } } : {}),
    http_request: { uid: id, ...(userAgent ? { user_agent: userAgent } : {}) },
  };
}

/** Describes the target of an event of the class Entity Management. */
function managedEntity({ target, changes, reason }: AuditEventView): object {
  const type = target?.type ?? "portal";
  return {
    entity: { type, uid: target?.id ?? "", name: target?.name ?? "" },
    ...(changes.length > 0 ? { entity_result: { type, data: { changes } } } : {}),
    ...(reason ? { comment: reason } : {}),
  };
}

/** The person whose session it is. An owner may end another person's session: only the target names that person. */
function sessionUser({ actor, target }: AuditEventView): object {
  const isOwn = !target?.name || target.id === actor.id || target.name === actor.name;
  if (!isOwn) return { name: target.name, ...(target.type === "user" ? { uid: target.id } : {}) };
  // A failed sign-in has no more than the typed address.
  return {
    name: actor.name,
    ...(actor.id ? { uid: actor.id } : {}),
    ...(actor.email ? { email_addr: actor.email } : {}),
  };
}

/** Describes a sign-in or its end. The class Authentication requires the user, and the service or its address. */
function authentication(event: AuditEventView, activity: OcsfActivity): object {
  const { target } = event;
  return {
    user: sessionUser(event),
    service: { name: PRODUCT },
    is_remote: true,
    ...(activity === AUTHENTICATION.Logon ? { auth_protocol_id: 99, auth_protocol: "Password" } : {}),
    ...(target?.type === "session" && target.id ? { session: { uid: target.id } } : {}),
  };
}

function statusDetail({ outcome, upstream, detail }: AuditEventView, isSignIn: boolean): object {
  if (outcome === "succeeded") return {};
  const code = isSignIn && typeof detail.code === "string" ? detail.code : null;
  return { status_detail: upstream?.error ?? code ?? outcome };
}

/**
 * An event in the names of the Open Cybersecurity Schema Framework, so that a security team's collector needs no
 * translation. Sessions are of the class Authentication (3002), everything else of Entity Management (3004). `raw_data`
 * is the payload that the hash covers, `unmapped` its place in the chain.
 */
export function ocsfEvent(row: StoredEvent): Record<string, unknown> {
  const event = toEventView(row);
  const { request, integrity } = event;
  const activity = activityOf(event.action);
  const isSignIn = activity.classUid === AUTHENTICATION.Logon.classUid;
  const { severity, status } = OUTCOMES[event.outcome].ocsf;
  return {
    category_uid: IDENTITY_AND_ACCESS,
    category_name: "Identity & Access Management",
    class_uid: activity.classUid,
    class_name: activity.className,
    activity_id: activity.activityId,
    activity_name: activity.activityName,
    type_uid: activity.classUid * 100 + activity.activityId,
    severity_id: severity.id,
    severity: severity.name,
    status_id: status.id,
    status: status.name,
    ...statusDetail(event, isSignIn),
    time: Date.parse(event.occurredAt),
    metadata: {
      version: OCSF_VERSION,
      product: { name: PRODUCT, vendor_name: PRODUCT },
      uid: event.id,
      event_code: event.action,
      sequence: event.sequence,
      logged_time: Date.parse(event.settledAt ?? event.occurredAt),
      ...(request?.correlationId ? { correlation_uid: request.correlationId } : {}),
      tenant_uid: event.workspaceId ?? PORTAL_CHAIN,
      ...(request?.demo ? { labels: ["demo"] } : {}),
    },
    actor: ocsfActor(event.actor),
    ...(isSignIn ? authentication(event, activity) : managedEntity(event)),
    ...(request ? ocsfRequest(request) : {}),
    raw_data: row.payload,
    unmapped: { sequence: row.sequence, previousHash: integrity.previousHash, hash: integrity.hash },
  };
}
