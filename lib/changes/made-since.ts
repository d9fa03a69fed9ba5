import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { databaseClock } from "@/lib/db/values";
import type { Flow } from "@/lib/flows/model/flow";
import { readFlow } from "@/lib/upstream/read-flow";
import type { UpstreamConnection } from "@/lib/upstream/request";
import { type Bounds, untilTurnOfSecond, upstreamClock } from "@/lib/upstream/upstream-clock";
import type { ConnectedWorkspace } from "@/lib/workspaces/connect";
import type { Change } from "./journal";

/** A time of creation may be stated in whole seconds (upstream quirk Q40), which makes it seem earlier. */
const WHOLE_SECOND_MS = 1_000;

/**
 * The upstream's `createdAt` may come from another machine than its `Date`. Nobody is denied a flow for a difference of
 * that size, and nobody credited with one.
 */
const OTHER_CLOCK_MS = 1_000;

/** The upstream's clock is known well enough when its bounds are this close. */
const CLOSE_MS = 100;

/** Each read halves the bounds, so these narrow a whole second to some milliseconds. */
const MOST_READS = 6;

/**
 * When a flow was made, compared with the sending of a change: `before` and `after` are proven. `near` is neither, and
 * `untold` that the upstream states no times.
 */
export type MadeSince = "before" | "near" | "after" | "untold";

/** How a flow came to be a change's candidate: the upstream's answer to the create names it, or a search found it. */
export type Evidence = "answered" | "found";

/** When a change was sent, by the upstream's clock. Ours may differ from it by any amount. */
async function sentUpstream(
  { sentAt, createdAt }: Change,
  { baseUrl }: UpstreamConnection,
): Promise<Bounds | null> {
  const there = upstreamClock(new URL(baseUrl).origin, performance.now());
  if (there === null) return null;
  const here = await databaseClock();
  const sent = (sentAt ?? createdAt).getTime();
  return { least: sent - here.most + there.least, most: sent - here.least + there.most };
}

/** Reads the flow at the moment that says most about the upstream's clock. */
async function narrow({ connection }: ConnectedWorkspace, { kind }: Change, { id }: Flow): Promise<void> {
  const now = performance.now();
  const clock = upstreamClock(new URL(connection.baseUrl).origin, now);
  if (clock) await pause(untilTurnOfSecond(clock, now));
  await readFlow(connection, kind, id);
}

/** The end of the millisecond, or of the second, in which a flow was made; null where the upstream does not say. */
function madeUntil({ createdAt }: Flow): number | null {
  const made = Date.parse(createdAt ?? "");
  if (Number.isNaN(made)) return null;
  return made + (made % WHOLE_SECOND_MS === 0 ? WHOLE_SECOND_MS : 1);
}

/**
 * Compares the time at which a flow was made with the one at which a change was sent, by the upstream's own clock.
 *
 * A flow that the upstream's own answer names counts as `after` unless it is proven to be older. For one that was only
 * found, the clock is learnt more exactly where that decides. What was made less than a tenth of a second before the
 * sending, or in the same second where the upstream states whole seconds, can't be told from what the change made, and
 * counts as `after`, too.
 *
 * @throws UpstreamError where the upstream can't be read
 */
export async function madeSince(
  workspace: ConnectedWorkspace,
  change: Change,
  flow: Flow,
  how: Evidence,
): Promise<MadeSince> {
  const made = madeUntil(flow);
  if (made === null) return "untold";
  for (let reads = 0; ; reads++) {
    const sent = await sentUpstream(change, workspace.connection);
    if (sent === null) return "untold";
    if (made <= sent.least - OTHER_CLOCK_MS) return "before";
    if (how === "answered") return "after";
    if (made <= sent.least) return "near";
    if (made > sent.most || sent.most - sent.least <= CLOSE_MS || reads === MOST_READS) return "after";
    await narrow(workspace, change, flow);
  }
}
