import { pathsWhere } from "@/lib/flows/fields/flow-fields";
import type { Webhook } from "@/lib/flows/model/call-flow";
import { type Flow, isCallFlow } from "@/lib/flows/model/flow";
import type { CreateFlow } from "@/lib/flows/requests/apply-patch";
import { valueAt } from "@/lib/json/json-pointer";
import { sameJson } from "@/lib/json/json-value";

type WriteVerdict = "applied" | "not_applied" | "unclear";

interface WriteToJudge {
  /** The flow before the write; null for a create. */
  base: Flow | null;
  /** The flow as the write intended it. */
  expected: Flow;
  /** The flow as it reads now, normalised WITHOUT a last known flow, so that null means "not visible". */
  actual: Flow;
  /** JSON pointers of what the write sets: see `patchPaths`. */
  patchPaths: string[];
}

/**
 * One field's evidence about the write. `same`: base and intent agree, so the field decides nothing. `hidden`: the
 * answer lacks it.
 */
type Finding = "as_intended" | "as_before" | "neither" | "same" | "hidden";

function webhooksOf(flow: Flow | null): Webhook[] | null {
  return flow !== null && isCallFlow(flow) ? flow.webhooks : null;
}

/**
 * Judges webhooks by their number, since they can only be added, and the added ones are the last. Their bodies don't
 * count: the upstream may rewrite them (quirk Q12).
 */
function findWebhooks({ base, expected, actual }: WriteToJudge): Finding {
  const seen = webhooksOf(actual);
  if (seen === null) return "hidden";
  const before = webhooksOf(base)?.length ?? 0;
  const intended = webhooksOf(expected) ?? [];
  if (intended.length === before) return "same";
  if (seen.length === before) return "as_before";
  const added = intended.slice(before);
  const last = seen.slice(-added.length);
  const matches = added.every(
    ({ name, url }, index) => last[index]?.name === name && last[index]?.url === url,
  );
  return seen.length === intended.length && matches ? "as_intended" : "neither";
}

function find(write: WriteToJudge, path: string): Finding {
  if (path === "/webhooks") return findWebhooks(write);
  const before = valueAt(write.base, path) ?? null;
  const intended = valueAt(write.expected, path) ?? null;
  const seen = valueAt(write.actual, path) ?? null;
  if (sameJson(before, intended)) return "same";
  if (seen === null) return "hidden";
  if (sameJson(seen, intended)) return "as_intended";
  return sameJson(seen, before) ? "as_before" : "neither";
}

/** Whether the upstream's time of the last update has changed since the base; null when either time is missing. */
function wasWrittenSince({ base, actual }: WriteToJudge): boolean | null {
  const before = Date.parse(base?.updatedAt ?? "");
  const now = Date.parse(actual.updatedAt ?? "");
  return Number.isNaN(before) || Number.isNaN(now) ? null : now !== before;
}

/**
 * Judges from a later read whether a write whose answer got lost was applied.
 * - `applied`: every visible field that can decide has the intended value.
 * - `not_applied`: all of those fields have the value from before, and the flow has not been written since.
 * - `unclear`: anything else, since somebody else may have written meanwhile.
 * Where no field can decide, the time of the last update does.
 */
export function judgeWrite(write: WriteToJudge): WriteVerdict {
  const conclusive = write.patchPaths
    .map((path) => find(write, path))
    .filter((finding) => finding !== "same" && finding !== "hidden");
  const writtenSince = wasWrittenSince(write);
  if (conclusive.length === 0) {
    if (writtenSince === null) return "unclear";
    return writtenSince ? "applied" : "not_applied";
  }
  if (conclusive.every((finding) => finding === "as_intended")) return "applied";
  if (conclusive.every((finding) => finding === "as_before") && writtenSince === false) return "not_applied";
  return "unclear";
}

const RECOGNISING_PATHS = pathsWhere(({ recognises }) => recognises === true);

/**
 * Whether a flow may be the one that a create request made: every requested field that the flow shows is equal. The
 * direction is left out, since the upstream's own example answers another direction than the requested one (quirk Q7).
 * Names need not be unique (quirk Q32), so the caller also checks the time of creation.
 * @param expected the create request, parsed
 * @param candidate a flow of the upstream, in normal form
 */
export function matchesCreatedFlow(expected: CreateFlow, candidate: Flow): boolean {
  return [...RECOGNISING_PATHS].every((path) => {
    const [requested, answered] = [valueAt(expected, path), valueAt(candidate, path)];
    return (
      requested === undefined || answered === null || answered === undefined || sameJson(requested, answered)
    );
  });
}
