import { setTimeout as pause } from "node:timers/promises";
import { assignRequests, type Truth } from "./oracle/truth";
import type { RoundRecord, Write } from "./world/record";
import { listOpenChanges, type OpenChange } from "./world/scene";
import type { World } from "./world/world";

const LONGEST_MS = 60_000;

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
  what: string;
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
export function watchRecovery(world: World, what: string): Watch {
  const startedAt = Date.now();
  return { what, startedAt, done: watch(world, startedAt) };
}

function isOf({ flowId, flowName }: OpenChange, write: Write): boolean {
  return write.flowId ? write.flowId === flowId : write.body.name === flowName;
}

/**
 * How long each change took. One that had not been sent, or whose write the upstream had carried out, could be settled at
 * once; what can still arrive there has to wait, and is counted by itself.
 */
export async function recoveryTimes(
  { what, startedAt, done }: Watch,
  record: RoundRecord,
  truth: Truth,
): Promise<{ what: string; ms: number }[]> {
  const { sent } = assignRequests(record.writes, truth.requests);
  const { usableAfterMs, samples } = await done;
  const times = samples.flatMap(({ change, settledAfterMs }) => {
    const write = record.writes.findLast(
      (one) => one.startedAt > 0 && one.startedAt < startedAt && isOf(change, one),
    );
    if (!write) return [];
    const [first] = sent.get(write) ?? [];
    const appliedBefore = first?.applied === true && Date.parse(first.appliedAt ?? "") < startedAt;
    const how = first ? (appliedBefore ? "applied" : "has to wait, since it may still arrive") : "never sent";
    return [{ what: `${what}: ${how}`, ms: settledAfterMs }];
  });
  return [{ what: `${what}: the portal answers`, ms: usableAfterMs }, ...times];
}
