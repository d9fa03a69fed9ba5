import { randomBytes } from "node:crypto";
import { checkpointDueChains } from "@/lib/audit/checkpoints/due-checkpoints";
import { atDemoTime } from "@/lib/audit/record-clock";
import { database } from "@/lib/db/client";
import { env, setEnvironment } from "@/lib/env";
import type { Place } from "./cast";
import { harbourStory } from "./harbour-story";
import { isNewPortal } from "./new-portal";
import { northwindStory } from "./northwind-story";
import { SandboxControl } from "./sandbox-control";
import { Stage, type Tenant } from "./stage";
import { ending, type Scene, timeline } from "./timeline";
import { workingDays } from "./working-days";

/** What the past is made of, and on. */
export interface PastSource {
  /** The sandbox's control port. */
  controlUrl: string;
  /** The demo's tenants, without the keys that only the past uses. */
  tenants: Record<Place, Omit<Tenant, "pastKey">>;
  /** Called before each scene; a test may break the past off there. */
  beforeScene?: () => void;
}

/** Any number that nothing else locks by. */
const PAST_LOCK = 365_036;
/** Far longer than the past takes; the transaction only has the lock. */
const LONGEST_MS = 120_000;
/** A limit that the past does not reach: weeks of requests are sent within seconds. */
const REQUESTS_PER_MINUTE = 100_000;

/** Plays without the limits of requests, here and in the sandbox. The keys that are spent are not used afterwards. */
async function withoutLimits(control: SandboxControl, play: () => Promise<void>): Promise<void> {
  const { UPSTREAM_REQUESTS_PER_MINUTE: limit } = env();
  setEnvironment({ UPSTREAM_REQUESTS_PER_MINUTE: String(REQUESTS_PER_MINUTE) });
  try {
    await control.withoutLimit(play);
  } finally {
    setEnvironment({ UPSTREAM_REQUESTS_PER_MINUTE: String(limit) });
  }
}

async function makeNow(source: PastSource): Promise<boolean> {
  const control = new SandboxControl(source.controlUrl);
  const days = workingDays(new Date());
  // A sandbox that somebody has worked in before would have flows from after the past.
  if (!days[0] || (await control.isChangedSince(days[0]))) return false;
  const withKey = (place: Place) => ({
    ...source.tenants[place],
    pastKey: `tk_${randomBytes(16).toString("hex")}`,
  });
  const tenants = { harbour: withKey("harbour"), northwind: withKey("northwind") };
  await control.registerKeys([tenants.harbour.pastKey, tenants.northwind.pastKey]);
  const stage = new Stage(control, tenants);
  const play = async (scenes: readonly Scene[]) => {
    for (const scene of scenes) {
      source.beforeScene?.();
      await control.setClock(scene.moment);
      await atDemoTime(scene.moment, () => scene.play(stage));
    }
  };
  try {
    const scenes = timeline({ harbour: harbourStory, northwind: northwindStory }, days);
    await withoutLimits(control, () => play(scenes));
    await play(ending(days));
  } finally {
    await control.setClock(null);
  }
  // Signatures have the true time: they say what the portal had signed, and when.
  await checkpointDueChains(new Date(), (error) => {
    throw error;
  });
  return true;
}

/**
 * Gives a new demo a past: five weeks of work by five people, made by the functions that serve requests, against the
 * sandbox, with a clock that is set (decision 036). It is made once, in a database where nothing was ever recorded. Where
 * it breaks off, it stays as it is.
 *
 * @returns whether it was made now
 * @throws Error where an act comes to something else than the story says, or the sandbox or the database fails
 */
export async function makePast(source: PastSource): Promise<boolean> {
  if (!(await isNewPortal())) return false;
  return await database().$transaction(
    async (tx) => {
      // Of two starts on one database the later one waits, and finds a portal that is not new.
      await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(${PAST_LOCK})`;
      return (await isNewPortal()) && (await makeNow(source));
    },
    { timeout: LONGEST_MS },
  );
}
