import { withArticle } from "@/lib/audit/events/sentence-parts";
import type { ToldEvent } from "./told-event";

/** Why a try failed, to stand after "but". The codes are those of the API's problems. */
const CODES: Record<string, string> = {
  malformed_json: "what was sent is not JSON",
  idempotency_key_required: "the request had no idempotency key",
  bad_origin: "the request came from another site",
  not_found: "there is no such thing",
  change_in_progress: "another change of the flow was under way",
  idempotency_in_progress: "the same request was still under way",
  conflict: "that could not be done as things were",
  stale: "the flow had been changed meanwhile",
  too_large: "what was sent is too large",
  unsupported_media_type: "what was sent is not JSON",
  invalid_query: "the request was not valid",
  invalid_body: "some fields were not valid",
  idempotency_mismatch: "the idempotency key belonged to another request",
  if_match_required: "the request did not say which state it builds on",
  too_many_requests: "there were too many requests",
  upstream_budget: "the upstream's request budget was used up",
  cancelled: "the reader left before it was done",
  internal: "Switchboard failed",
  upstream_rejected: "the upstream refused it",
  upstream_invalid: "the upstream's answer made no sense",
  upstream_failed: "the upstream failed",
  upstream_credentials: "the upstream did not accept the API key",
  upstream_unreachable: "the upstream could not be reached",
};

/** Says why a try failed: "the upstream refused it". */
export function failureWords({ detail, outcome }: Pick<ToldEvent, "detail" | "outcome">): string {
  const known = typeof detail.code === "string" ? CODES[detail.code] : undefined;
  return known ?? (outcome === "failed" ? "it failed" : "it was refused");
}

/** Says what somebody lacked: "a viewer may not (call_flow.update is missing)". */
export function denialWords({ actor, detail }: Pick<ToldEvent, "actor" | "detail">): string {
  const missing = detail.missingPermission;
  if (missing === "owner") return "only owners may";
  if (missing === "membership") return "is not a member of that workspace";
  const whom = actor.role ? withArticle(actor.role) : null;
  if (typeof missing !== "string") return whom ? `${whom} may not` : "it was not allowed";
  return whom ? `${whom} may not (${missing} is missing)` : `lacks ${missing}`;
}
