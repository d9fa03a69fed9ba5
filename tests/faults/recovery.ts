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

/** A measurement of how long changes stay in flight after a part came back. */
export interface Watch {
  what: string;
  startedAt: number;
  done: Promise<Sample[]>;
}

/** Looks at what is in flight now, and notes when each of it is settled. */
export function watchRecovery(world: World, what: string): Watch {
  const startedAt = Date.now();
  const look = async () => {
    const open: OpenChange[] = [];
    for (const workspace of world.workspaces) {
      const changes = await listOpenChanges(world.owner, workspace);
      if (changes === null) return null;
      open.push(...changes.filter(({ state }) => state === "pending"));
    }
    return open;
  };
  const watch = async () => {
    let first: OpenChange[] | null = null;
    const samples: Sample[] = [];
    while (Date.now() - startedAt < LONGEST_MS) {
      const open = await look().catch(() => null);
      first ??= open;
      if (open && first) {
        const still = new Set(open.map(({ id }) => id));
        const settled = first.filter(({ id }) => !still.has(id));
        samples.push(...settled.map((change) => ({ change, settledAfterMs: Date.now() - startedAt })));
        first = first.filter(({ id }) => still.has(id));
        if (first.length === 0) break;
      }
      await pause(150);
    }
    return [...samples, ...(first ?? []).map((change) => ({ change, settledAfterMs: LONGEST_MS }))];
  };
  return { what, startedAt, done: watch() };
}

function isOf({ flowId, flowName }: OpenChange, write: Write): boolean {
  return write.flowId ? write.flowId === flowId : write.body.name === flowName;
}

/**
 * How long each change took that could be settled at once: one that had not been sent, or whose write the upstream had
 * carried out. What can still arrive there has to wait, and does not count.
 */
export async function recoveryTimes(
  { what, startedAt, done }: Watch,
  record: RoundRecord,
  truth: Truth,
): Promise<{ what: string; ms: number }[]> {
  const { sent } = assignRequests(record.writes, truth.requests);
  const times: { what: string; ms: number }[] = [];
  for (const { change, settledAfterMs } of await done) {
    const write = record.writes.findLast(
      (one) => one.startedAt > 0 && one.startedAt < startedAt && isOf(change, one),
    );
    const requests = write ? (sent.get(write) ?? []) : [];
    const [first] = requests;
    const appliedBefore = first?.applied === true && Date.parse(first.appliedAt ?? "") < startedAt;
    if (!write || (first && !appliedBefore)) continue;
    times.push({ what: `${what}: ${first ? "applied" : "never sent"}`, ms: settledAfterMs });
  }
  return times;
}
