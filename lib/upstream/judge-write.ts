import { diffFlows } from "@/lib/flows/diff/diff-flows";
import { pathsWhere } from "@/lib/flows/fields/flow-fields";
import type { Webhook } from "@/lib/flows/model/call-flow";
import { type Flow, isCallFlow } from "@/lib/flows/model/flow";
import type { CreateFlow } from "@/lib/flows/requests/apply-patch";
import { valueAt } from "@/lib/json/json-pointer";
import { isEmptyValue, sameJson } from "@/lib/json/json-value";

export type WriteVerdict = "applied" | "not_applied" | "unclear";

/** What a write set out to do. */
export interface Intention {
  /** The flow as the write intended it. */
  expected: Flow;
  /** JSON pointers of what the write sets: see `patchPaths`. */
  patchPaths: string[];
}

export interface WriteToJudge extends Intention {
  /** The flow before the write. */
  base: Flow;
  /** The newest state that is explained without this write: `base`, or what other changes made of it since. */
  latest: Flow;
  /** The flow as it reads now, normalised WITHOUT a last known flow, so that null means "not visible". */
  actual: Flow;
  /** What other writes without a known outcome intended: one of them may be what is seen. */
  rivals: Intention[];
}

/** A write that was answered with success, and the answer. */
type JudgedAnswer = Omit<WriteToJudge, "latest" | "rivals">;

/**
 * One field's evidence about the write. `same`: base and intent agree, so the field decides nothing. `hidden`: the
 * answer lacks it.
 */
type Finding = "as_intended" | "as_before" | "neither" | "same" | "hidden";

/** The states between which a field is judged. */
interface Compared {
  before: Flow;
  expected: Flow;
  actual: Flow;
}

function webhooksOf(flow: Flow): Webhook[] | null {
  return isCallFlow(flow) ? flow.webhooks : null;
}

/**
 * Judges webhooks by their number, since they can only be added, and the added ones are the last. Their bodies don't
 * count: the upstream may rewrite them (quirk Q12).
 */
function findWebhooks({ before, expected, actual }: Compared): Finding {
  const seen = webhooksOf(actual);
  if (seen === null) return "hidden";
  const known = webhooksOf(before)?.length ?? 0;
  const intended = webhooksOf(expected) ?? [];
  if (intended.length === known) return "same";
  if (seen.length === known) return "as_before";
  const added = intended.slice(known);
  const last = seen.slice(-added.length);
  const matches = added.every(
    ({ name, url }, index) => last[index]?.name === name && last[index]?.url === url,
  );
  return seen.length === intended.length && matches ? "as_intended" : "neither";
}

function find(compared: Compared, path: string): Finding {
  if (path === "/webhooks") return findWebhooks(compared);
  const before = valueAt(compared.before, path) ?? null;
  const intended = valueAt(compared.expected, path) ?? null;
  const seen = valueAt(compared.actual, path) ?? null;
  if (sameJson(before, intended)) return "same";
  if (seen === null) return "hidden";
  if (sameJson(seen, intended)) return "as_intended";
  return sameJson(seen, before) ? "as_before" : "neither";
}

/** The findings of a write's fields that can decide. */
function findingsOf(compared: Compared, paths: string[]): Finding[] {
  return paths
    .map((path) => find(compared, path))
    .filter((finding) => finding !== "same" && finding !== "hidden");
}

/** Whether the upstream's time of the last update differs between two states; null when either time is missing. */
function wasWrittenBetween(before: Flow, now: Flow): boolean | null {
  const [earlier, later] = [Date.parse(before.updatedAt ?? ""), Date.parse(now.updatedAt ?? "")];
  return Number.isNaN(earlier) || Number.isNaN(later) ? null : later !== earlier;
}

/** Whether a field that both states show differs: then somebody wrote, and the time of the update is no proof of ours. */
function showsOthers(before: Flow, now: Flow): boolean {
  return diffFlows(before, now).some((field) => !isEmptyValue(field.before) && !isEmptyValue(field.after));
}

/** Whether another write would have made the same of every field by which this one is recognised. */
function isRival(rival: Intention, { latest, expected, actual, patchPaths }: WriteToJudge): boolean {
  const compared = { before: latest, expected, actual };
  const decisive = patchPaths.filter((path) => find(compared, path) === "as_intended");
  return (
    decisive.length > 0 &&
    decisive.every(
      (path) => find({ before: latest, expected: rival.expected, actual }, path) === "as_intended",
    )
  );
}

/**
 * Judges from a later read whether a write without a clear answer was applied.
 * - `applied`: every visible field that can decide has the intended value, and nothing else that is known explains it.
 * - `not_applied`: all of those fields have the value from before, and the flow has not been written since.
 * - `unclear`: anything else. Fields whose intended value another change has brought about meanwhile decide nothing.
 * Where no field can decide, and nobody else has written, the time of the last update does.
 */
export function judgeWrite(write: WriteToJudge): WriteVerdict {
  const { base, latest, expected, actual, patchPaths, rivals } = write;
  const findings = findingsOf({ before: latest, expected, actual }, patchPaths);
  const writtenSince = wasWrittenBetween(latest, actual);
  if (findings.length === 0) {
    if (latest !== base || rivals.length > 0 || writtenSince === null) return "unclear";
    if (!writtenSince) return "not_applied";
    return showsOthers(base, actual) ? "unclear" : "applied";
  }
  if (findings.every((finding) => finding === "as_intended")) {
    return rivals.some((rival) => isRival(rival, write)) ? "unclear" : "applied";
  }
  const untouched = findings.every((finding) => finding === "as_before") && writtenSince === false;
  // After another change, "as before" may also mean that ours was applied and then replaced.
  return untouched && latest === base ? "not_applied" : "unclear";
}

/** Whether a state shows any field that a write sets as it was before. */
export function showsBefore({ base, expected, actual, patchPaths }: JudgedAnswer): boolean {
  return findingsOf({ before: base, expected, actual }, patchPaths).includes("as_before");
}

/**
 * Judges a state that the upstream answered with success. Its word counts, unless the state shows the opposite: then
 * nothing was applied, whatever the status.
 */
export function judgeAnswer({ base, expected, actual, patchPaths }: JudgedAnswer): WriteVerdict {
  const findings = findingsOf({ before: base, expected, actual }, patchPaths);
  if (findings.length === 0) return "applied";
  if (!findings.every((finding) => finding === "as_before")) return "applied";
  return wasWrittenBetween(base, actual) === false ? "not_applied" : "unclear";
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
