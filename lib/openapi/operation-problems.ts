import { answerForm } from "@/lib/bff/answer-form";
import { can, ROLE_NAMES } from "@/lib/identity/roles";
import { PROBLEMS, type ProblemCode } from "@/lib/problems/problem";
import type { Operation } from "./operation";

const BODY: ProblemCode[] = ["malformed_json", "too_large", "unsupported_media_type", "invalid_body"];
const UPSTREAM: ProblemCode[] = [
  "upstream_budget",
  "upstream_credentials",
  "upstream_failed",
  "upstream_invalid",
  "upstream_rejected",
  "upstream_unreachable",
];
const FLOW_WRITE: ProblemCode[] = [
  ...UPSTREAM,
  "idempotency_in_progress",
  "idempotency_key_required",
  "idempotency_mismatch",
  "outcome_unknown",
];
const EXISTING_FLOW: ProblemCode[] = ["change_in_progress", "if_match_required", "stale"];

function problemsOfAccess({ declaration: { access, tokens } }: Operation): ProblemCode[] {
  if (access === "public") return [];
  if (access === "directory") return ["not_signed_in"];
  // A token is refused where only somebody who is signed in may call.
  const refused: ProblemCode[] = tokens ? [] : ["not_allowed"];
  if (access === "signed_in") return ["not_signed_in", ...refused];
  if (access === "owner") return ["not_signed_in", "not_allowed"];
  const everyRoleMay = ROLE_NAMES.every((role) => can(role, access.workspace));
  return ["not_signed_in", "not_found", ...(everyRoleMay ? refused : (["not_allowed"] as const))];
}

/** Every problem that an operation may answer, as far as it follows from how the operation is declared. */
export function problemsOf(operation: Operation): ProblemCode[] {
  const { declaration, method, path } = operation;
  const { flowWrite, asksUpstream, problems = [] } = declaration;
  const namesOneThing = /\{(?!ws\})/.test(path);
  const isDirectory = declaration.access === "directory";
  const codes: ProblemCode[] = [
    ...problemsOfAccess(operation),
    ...(namesOneThing ? (["not_found"] as const) : []),
    ...(isDirectory || (method === "get" && !declaration.action) ? [] : (["bad_origin"] as const)),
    ...(declaration.fresh ? (["not_fresh"] as const) : []),
    ...(isDirectory || declaration.access === "public" || declaration.beforeFactor
      ? []
      : (["second_factor_required"] as const)),
    ...(declaration.query ? (["invalid_query"] as const) : []),
    ...(declaration.body ? BODY : []),
    ...(asksUpstream ? UPSTREAM : []),
    ...(flowWrite ? FLOW_WRITE : []),
    ...(flowWrite === "existing_flow" ? EXISTING_FLOW : []),
    ...problems,
    // A public route without a body needs no database, but for one or two that say so.
    ...(declaration.access === "public" ? [] : (["database_unavailable"] as const)),
    "internal",
  ];
  return [...new Set(codes)];
}

/**
 * The problems of an operation by status. A refusal of the upstream has two: 422 where it is about what the caller
 * sent, 502 where the caller can't mend it.
 */
export function problemsByStatus(operation: Operation): Map<number, ProblemCode[]> {
  const byStatus = new Map<number, ProblemCode[]>();
  const add = (status: number, code: ProblemCode) =>
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  const { statusOf } = answerForm(operation.declaration.access);
  for (const code of problemsOf(operation)) {
    add(statusOf(code, PROBLEMS[code][0]), code);
    if (code === "upstream_rejected") add(422, code);
  }
  return new Map([...byStatus].sort(([one], [other]) => one - other));
}
