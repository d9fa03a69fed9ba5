import { chooseDisturbance, type Disturbance } from "./disturbances";
import type { Lane } from "./processes/lane";
import type { Random } from "./random";
import { createWithTwin, equalCreates, faultyCreate } from "./stories/create-stories";
import {
  autopilot,
  broughtAbout,
  crossedEdit,
  doubleSubmit,
  faultyUpdate,
  flips,
  outsideEdit,
  series,
  twelveAtOnce,
  webhook,
} from "./stories/update-stories";
import type { Story } from "./world/scene";

/** How the upstream behaves for a whole round. */
export interface UpstreamSettings {
  generation: "older" | "newer";
  update: "merge" | "replace";
  clockOffsetMs: number;
  dateHeader: boolean;
  dates: "generation" | "milliseconds" | "seconds";
  updatedAtMoves: boolean;
}

/** What happens in one round. Which workspace and which people a story gets follows from the round's seed. */
export interface Plan {
  seed: string;
  upstream: UpstreamSettings;
  disturbance: Disturbance;
  stories: { name: string; story: Story }[];
  /** The name of the story in which one workspace's key is refused; null in other rounds. */
  deadKey: string | null;
}

/** The upstream as most people know it. */
export const USUAL: UpstreamSettings = {
  generation: "newer",
  update: "merge",
  clockOffsetMs: 0,
  dateHeader: true,
  dates: "generation",
  updatedAtMoves: true,
};

/** The stories of random rounds; those that are listed twice come twice as often. */
const STORIES: readonly [{ name: string; story: Story }, ...{ name: string; story: Story }[]] = [
  { name: "an update that meets a fault", story: faultyUpdate() },
  { name: "an update that meets a fault", story: faultyUpdate() },
  { name: "an update that meets a fault", story: faultyUpdate() },
  { name: "a create that meets a fault", story: faultyCreate() },
  { name: "a create that meets a fault", story: faultyCreate() },
  { name: "a series of updates", story: series },
  { name: "a series of updates", story: series },
  { name: "twelve at once", story: twelveAtOnce },
  { name: "a double submit", story: doubleSubmit },
  { name: "an edit from outside that crosses a write", story: crossedEdit() },
  { name: "an edit from outside", story: outsideEdit },
  { name: "a wish that somebody else fulfils", story: broughtAbout },
  { name: "a webhook", story: webhook },
  { name: "a switch there and back", story: flips },
  { name: "autopilot", story: autopilot },
  { name: "a create beside an equal flow", story: createWithTwin({ known: true, applied: false }) },
  { name: "a create beside an equal flow", story: createWithTwin({ known: false, applied: true }) },
  { name: "two equal creates", story: equalCreates },
];

function chooseUpstream(chance: Random): UpstreamSettings {
  return {
    generation: chance.pick(["older", "newer"]),
    update: chance.pick(["merge", "replace"]),
    clockOffsetMs: chance.pick([0, 0, 0, -600_000, 600_000, -3_000, 3_000]),
    dateHeader: chance.chance(0.85),
    dates: chance.pick(["generation", "generation", "milliseconds", "seconds"]),
    updatedAtMoves: chance.chance(0.9),
  };
}

/** A round that follows from a seed. */
export function choosePlan(seed: string, lane: Lane, chance: Random): Plan {
  const isDeadKey = chance.chance(0.05);
  return {
    seed,
    upstream: chooseUpstream(chance),
    disturbance: isDeadKey ? { name: "none", run: async () => {} } : chooseDisturbance(lane, chance),
    stories: Array.from({ length: isDeadKey ? 3 : chance.int(12, 17) }, () => chance.pick(STORIES)),
    deadKey: isDeadKey ? "a workspace whose key is refused" : null,
  };
}
