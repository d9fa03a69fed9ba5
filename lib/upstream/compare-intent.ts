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
  /** The flow as it reads now, normalised WITHOUT a last known flow, so that null means "can't be seen". */
  actual: Flow;
  /** JSON pointers of what the write sets: see `patchPaths`. */
  patchPaths: string[];
}

/** What one field says about the write. `same` when base and intent agree, so that it can't tell. */
type Finding = "as_intended" | "as_before" | "neither" | "same" | "hidden";

function webhooksOf(flow: Flow | null): Webhook[] | null {
  return flow !== null && isCallFlow(flow) ? flow.webhooks : null;
}

/** Webhooks can only be added, so their number tells; the added ones are the last. The upstream may word their bodies anew (quirk Q12). */
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

/** Whether the upstream says that the flow was written since; null when it can't be told. */
function hasMoved({ base, actual }: WriteToJudge): boolean | null {
  const before = Date.parse(base?.updatedAt ?? "");
  const now = Date.parse(actual.updatedAt ?? "");
  return Number.isNaN(before) || Number.isNaN(now) ? null : now !== before;
}

/**
 * Judges from a later reading whether a write was applied, when its answer got lost. `applied`: every field that
 * can be seen and tell has the intended value. `not_applied`: all of them have the value from before, and the
 * flow has not been written since. Anything else is `unclear`: somebody else may have written meanwhile. Where
 * no field can tell, the time of the last update decides.
 */
export function judgeWrite(write: WriteToJudge): WriteVerdict {
  const telling = write.patchPaths
    .map((path) => find(write, path))
    .filter((finding) => finding !== "same" && finding !== "hidden");
  const moved = hasMoved(write);
  if (telling.length === 0) {
    if (moved === null) return "unclear";
    return moved ? "applied" : "not_applied";
  }
  if (telling.every((finding) => finding === "as_intended")) return "applied";
  if (telling.every((finding) => finding === "as_before") && moved === false) return "not_applied";
  return "unclear";
}

const TELLING_OF_A_NEW_FLOW = pathsWhere(({ recognises }) => recognises === true);

/**
 * Whether a flow may be the one that a create request made: everything it asked for and the flow tells is equal.
 * The direction is left out, since the upstream's own example answers another one than was asked for (quirk Q7).
 * The caller also looks at the time of creation: names need not be unique (quirk Q32).
 */
export function matchesCreatedFlow(expected: CreateFlow, candidate: Flow): boolean {
  return [...TELLING_OF_A_NEW_FLOW].every((path) => {
    const [asked, told] = [valueAt(expected, path), valueAt(candidate, path)];
    return asked === undefined || told === null || told === undefined || sameJson(asked, told);
  });
}
