import { setTimeout as pause } from "node:timers/promises";
import type { Evidence } from "./oracle/evidence";
import { explainUnknown } from "./oracle/explain-unknown";
import { assignRequests, type UpstreamRequest } from "./oracle/truth";
import type { Write } from "./world/record";
import { listOpenChanges, type OpenChange } from "./world/scene";
import type { World } from "./world/world";

const LONGEST_MS = 60_000;

/** What came back. A frozen process holds the connections of its clients meanwhile, whoever else runs. */
export type Returned = "kill" | "restart" | "freeze" | "database";

/** One change that was in flight when something came back, and how long it stayed so. */
interface Sample {
  change: OpenChange;
  settledAfterMs: number;
}

/** What a watch saw. */
interface Seen {
  /** When the portal said again what is in flight. */
  usableAfterMs: number;
  samples: Sample[];
}

/** A measurement of how long changes stay in flight after a part came back. */
export interface Watch {
  what: Returned;
  startedAt: number;
  done: Promise<Seen>;
}

/** What is in flight in all workspaces; null when the portal can't say. */
async function pendingNow({ owner, workspaces }: World): Promise<OpenChange[] | null> {
  const open: OpenChange[] = [];
  for (const workspace of workspaces) {
    const changes = await listOpenChanges(owner, workspace);
    if (changes === null) return null;
    open.push(...changes.filter(({ state }) => state === "pending"));
  }
  return open;
}

async function watch(world: World, startedAt: number): Promise<Seen> {
  const passed = () => Date.now() - startedAt;
  const samples: Sample[] = [];
  let waiting: OpenChange[] | null = null;
  let usableAfterMs = LONGEST_MS;
  while (passed() < LONGEST_MS) {
    const open = await pendingNow(world).catch(() => null);
    if (open && waiting === null) {
      waiting = open;
      usableAfterMs = passed();
    }
    if (open && waiting) {
      const still = new Set(open.map(({ id }) => id));
      const settled = waiting.filter(({ id }) => !still.has(id));
      samples.push(...settled.map((change) => ({ change, settledAfterMs: passed() })));
      waiting = waiting.filter(({ id }) => still.has(id));
      if (waiting.length === 0) break;
    }
    await pause(150);
  }
  const stuck = (waiting ?? []).map((change) => ({ change, settledAfterMs: LONGEST_MS }));
  return { usableAfterMs, samples: [...samples, ...stuck] };
}

/** Looks at what is in flight now, and notes when each of it is settled. */
export function watchRecovery(world: World, what: Returned): Watch {
  const startedAt = Date.now();
  return { what, startedAt, done: watch(world, startedAt) };
}

function isOf({ flowId, flowName }: OpenChange, write: Write): boolean {
  return write.flowId ? write.flowId === flowId : write.body.name === flowName;
}

/** For so long the portal asks nothing of a workspace whose upstream refused it for too many requests. */
const PAUSE_MS = 60_000;

/** Whether the upstream had the portal pause in a workspace at some time between two moments. */
function hadToPause(
  { slug, upstreamId }: Write["workspace"],
  from: number,
  to: number,
  evidence: Evidence,
): boolean {
  const wasRefused = evidence.truth.requests.some(({ workspaceId, status, at }) => {
    const moment = Date.parse(at);
    return workspaceId === upstreamId && status === 429 && moment > from - PAUSE_MS && moment < to;
  });
  // What it refused may have been a read, of which the clients of the workspace know.
  const wasTold = evidence.record.writes.some(
    ({ workspace, told }) =>
      workspace.slug === slug &&
      told.some((one) => one?.code === "upstream_budget" && one.at > from - PAUSE_MS && one.at < to),
  );
  return wasRefused || wasTold;
}

/** Why a change can't be settled as soon as somebody looks for it; null where it can. */
function reasonToWait(
  write: Write,
  sent: UpstreamRequest[],
  { startedAt, settledAt }: { startedAt: number; settledAt: number },
  evidence: Evidence,
): string | null {
  const { record, truth, circumstances } = evidence;
  const [first] = sent;
  if (!first) return "it was never sent, which only time shows";
  if (!first.applied || Date.parse(first.appliedAt ?? "") > startedAt) return "it may still arrive";
  if (explainUnknown({ write, sent, truth, record }, circumstances) !== null) {
    return "something else explains it, too";
  }
  return hadToPause(write.workspace, startedAt, settledAt, evidence)
    ? "the upstream refused requests for too many"
    : null;
}

/**
 * How long each change took. One whose write the upstream had carried out could be settled at once, and is counted apart
 * from those that have to wait.
 */
export async function recoveryTimes(
  { what, startedAt, done }: Watch,
  evidence: Evidence,
): Promise<{ what: string; ms: number }[]> {
  const { sent } = assignRequests(evidence.record.writes, evidence.truth);
  // An event says for which write a change was made: of several writes to one flow, the last is not the one in flight.
  const tags = new Map(evidence.events.map(({ detail, reason }) => [detail.changeId, reason]));
  const { usableAfterMs, samples } = await done;
  const times = samples.flatMap(({ change, settledAfterMs }) => {
    const { writes } = evidence.record;
    const write =
      writes.find(({ tag }) => tag === tags.get(change.id)) ??
      writes.findLast((one) => one.startedAt > 0 && one.startedAt < startedAt && isOf(change, one));
    if (!write) return [];
    const moments = { startedAt, settledAt: startedAt + settledAfterMs };
    const reason = reasonToWait(write, sent.get(write) ?? [], moments, evidence);
    const how = reason === null ? "it was applied" : `has to wait: ${reason}`;
    return [{ what: `${what}: ${how}`, ms: settledAfterMs }];
  });
  return [{ what: `${what}: the portal answers`, ms: usableAfterMs }, ...times];
}
