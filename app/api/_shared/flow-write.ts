import "server-only";
import type { Reply } from "@/lib/bff/respond";
import type { WorkspaceContext } from "@/lib/bff/route";
import type { Answer, ChangeRequest } from "@/lib/changes/journal";
import { sceneBesideCaller } from "@/lib/changes/scene";
import type { FlowKind } from "@/lib/flows/model/flow";
import { decodeReason, LONGEST_REASON } from "@/lib/flows/requests/change-reason";
import { isStorable } from "@/lib/json/json-value";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { CORRELATION_ID, IDEMPOTENCY_KEY } from "@/lib/text/ids";
import { atMost } from "@/lib/text/text-rule";

/**
 * Returns why somebody makes a change, as they say it in `X-Change-Reason`; null for no reason.
 * @param required whether the workspace wants one
 * @throws Problem `invalid_body`
 */
export function reasonOf(headers: Headers, required: boolean): string | null {
  const reason = decodeReason(headers.get("x-change-reason") ?? "");
  if (reason === null) {
    throw invalidBody([{ path: "/X-Change-Reason", message: "is not valid percent-encoding" }]);
  }
  if (reason.length > LONGEST_REASON) {
    throw invalidBody([{ path: "/X-Change-Reason", message: atMost(LONGEST_REASON) }]);
  }
  if (!isStorable(reason)) {
    throw invalidBody([{ path: "/X-Change-Reason", message: "holds a character that can't be stored" }]);
  }
  if (required && reason === "") {
    throw invalidBody([
      { path: "/X-Change-Reason", message: "This workspace asks for a reason with every change" },
    ]);
  }
  return reason || null;
}

/** @throws Problem `idempotency_key_required` */
export function idempotencyKeyOf(headers: Headers): string {
  const key = headers.get("idempotency-key") ?? "";
  if (IDEMPOTENCY_KEY.test(key)) return key;
  throw new Problem(
    "idempotency_key_required",
    "Send an Idempotency-Key of 1 to 128 visible ASCII characters: a new one for each new change",
  );
}

/** Reads leave an unfit name out. A write is refused instead, since its caller wants to find it again by that name. */
function checkCorrelationId(headers: Headers): void {
  const named = headers.get("x-correlation-id");
  if (named === null || CORRELATION_ID.test(named)) return;
  const message = 'must be 1 to 64 letters, digits, "_" or "-"';
  throw invalidBody([{ path: "/X-Correlation-Id", message }]);
}

/** Reads what is known of the flow that a path names beside the caller of a write: see `changeRequest`. */
export function besideWrite(kind: FlowKind) {
  return ({ headers }: Request, params: Record<string, string>) =>
    sceneBesideCaller(kind, params.id ?? null, headers.get("idempotency-key"));
}

/** As `besideWrite`, for a write that makes a new flow, whatever its path names. */
export function besideCreate(kind: FlowKind) {
  return ({ headers }: Request) => sceneBesideCaller(kind, null, headers.get("idempotency-key"));
}

/**
 * Returns what every write to a flow carries besides its body. Its route declares `besideWrite` or `besideCreate`.
 * @throws Problem `idempotency_key_required`, or `invalid_body` for the reason or the correlation id
 */
export function changeRequest(context: WorkspaceContext, kind: FlowKind): ChangeRequest {
  const { request, workspace, requester, caller, origin } = context;
  checkCorrelationId(request.headers);
  return {
    workspaceId: workspace.id,
    kind,
    actor: { ...requester.actor, id: caller.user.id },
    request: origin,
    idempotencyKey: idempotencyKeyOf(request.headers),
    reason: reasonOf(request.headers, workspace.requireReason),
    scene: context.beside,
  };
}

/** An entity tag, weak ones included (RFC 9110, section 8.8.3). */
const ENTITY_TAG = /(W\/)?"[^"]*"/;

/** Whether a text is one entity tag and nothing else. */
export function isEntityTag(text: string): boolean {
  return ENTITY_TAG.exec(text)?.[0] === text;
}

/**
 * Returns the entity tags in `If-Match`. A bare `*` is refused: it would match any state, so that edits get lost.
 * @throws Problem `if_match_required`
 */
export function ifMatchTags(headers: Headers): string[] {
  const tags = headers.get("if-match")?.match(new RegExp(ENTITY_TAG, "g")) ?? [];
  if (tags.length > 0) return tags;
  throw new Problem("if_match_required", "Send If-Match with the ETag of the state that you changed");
}

/** The HTTP reply for a write's answer. */
export function writeReply(result: { answer: Answer; replayed: boolean }): Reply {
  const { status, headers, body } = result.answer;
  return {
    status,
    headers: { ...headers, ...(result.replayed ? { "Idempotency-Replayed": "true" } : {}) },
    raw: body,
  };
}
