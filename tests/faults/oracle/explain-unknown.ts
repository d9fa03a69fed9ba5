import type { RoundRecord, Write } from "../world/record";
import {
  type Applied,
  at,
  holds,
  MAY_STILL_ARRIVE_MS,
  type Truth,
  type UpstreamRequest,
  wantSame,
} from "./truth";

/** What the judge of a round knows beside the truth. */
export interface Circumstances {
  /** Whether the upstream's answers said what time it is there. */
  upstreamTells: boolean;
  /** Whether a change of a flow moves its `updatedAt`. */
  updatedAtMoves: boolean;
  now: number;
}

type Judged = { write: Write; sent: UpstreamRequest[]; truth: Truth; record: RoundRecord };

function explainCreate(
  { write, sent, truth, record }: Judged,
  { upstreamTells }: Circumstances,
): string | null {
  const applied = sent.some((request) => request.applied);
  // What was known before the write was sent can't be what it made.
  const known = new Set(record.known.map(({ id }) => id));
  const looksAlike = truth.history.filter(
    ({ id, before, after, request }) =>
      before === null && !known.has(id) && holds(after, write.intent) && !sent.some(({ n }) => n === request),
  );
  const rivals = record.writes.filter(
    (other) => other !== write && other.verb === "create" && wantSame(other, write),
  );
  if (rivals.length > 0) return "another lost create wanted an equal flow";
  if (!applied && looksAlike.length > 0) return "an equal flow was made by somebody else";
  if (applied && looksAlike.length > 0) return "another equal flow was made at that time";
  if (applied && !upstreamTells) return "the upstream does not say what time it is there";
  return null;
}

/** Whether two states differ in what a write sets. */
function touches({ before, after }: Applied, intent: Write["intent"]): boolean {
  return Object.keys(intent).some(
    (path) => JSON.stringify(at(before, path)) !== JSON.stringify(at(after, path)),
  );
}

function explainUpdate({ write, sent, truth }: Judged, { updatedAtMoves }: Circumstances): string | null {
  const since = truth.history.filter(
    ({ id, at: when }) => id === write.flowId && Date.parse(when) >= write.startedAt,
  );
  const isOwn = ({ request }: Applied) => sent.some(({ n }) => n === request);
  const rivals = since.filter((one) => !isOwn(one) && touches(one, write.intent));
  if (rivals.length > 0) return "somebody else changed the same fields at that time";
  const [first] = since;
  const changesNothing = first !== undefined && isOwn(first) && !touches(first, write.intent);
  if (changesNothing && !updatedAtMoves) return "the write changes nothing that can be seen";
  // Others have edited the flow since, so the time of its last update says nothing any more.
  const applied = sent.some((request) => request.applied);
  const saysNothing = "/isActive" in write.intent || "/autopilot" in write.intent;
  if (!applied && since.length > 0 && saysNothing) return "a switch was set by others at that time";
  return null;
}

/**
 * Why a write could not be judged from what the portal could see.
 * @returns the reason in words; null where it could be judged
 */
export function explainUnknown(judged: Judged, circumstances: Circumstances): string | null {
  const { sent, write } = judged;
  const others =
    write.verb === "create" ? explainCreate(judged, circumstances) : explainUpdate(judged, circumstances);
  if (others !== null) return others;
  const [first] = sent;
  const mayArrive = first && !first.applied && circumstances.now - Date.parse(first.at) < MAY_STILL_ARRIVE_MS;
  return mayArrive ? "it could still arrive" : null;
}
