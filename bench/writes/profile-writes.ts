import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { profileDuring } from "../harness/cpu-profile";
import { byOwner, type OwnerTime, type SelfTime, selfTimes } from "../harness/profile-summary";
import type { Contender } from "./compare-writes";
import { type Instruments, measureRound } from "./measure";

/** Whole profiles, for a browser's developer tools. */
const KEPT = fileURLToPath(new URL("../../.cache", import.meta.url));

/** Where the processor time of a side's saves went. */
export interface WriteProfile {
  name: string;
  saves: number;
  /** As the system counts it, for one save. */
  nodeMs: number | null;
  functions: SelfTime[];
  owners: OwnerTime[];
}

/** Profiles the process that answers a side's saves. All lanes run, so that it is never idle for long. */
export async function profileWrites(
  instruments: Instruments,
  { side, lanes }: Contender,
  ms: number,
): Promise<WriteProfile> {
  const { profile, result } = await profileDuring(side.pid, side.stderr, () =>
    measureRound(instruments, side, lanes, { ms }),
  );
  await writeFile(join(KEPT, `${side.database}.cpuprofile`), JSON.stringify(profile));
  const functions = selfTimes(profile);
  const { nodeMs, latencies } = result;
  return { name: side.name, saves: latencies.length, nodeMs, functions, owners: byOwner(functions) };
}

const FUNCTIONS = 25;

/** Returns the profiles as Markdown, all times for one save. */
export function profileReport(facts: readonly string[], profiles: readonly WriteProfile[]): string {
  const sections = profiles.map(({ name, saves, nodeMs, functions, owners }) => {
    const total = owners.reduce((sum, { ms }) => sum + ms, 0);
    // A sample takes the time until the next one, also while another program had the processor.
    const each = (ms: number) => (((nodeMs ?? total / saves) * ms) / total).toFixed(3);
    return [
      `## ${name}`,
      "",
      `${saves} saves, ${each(total)} ms for one.`,
      "",
      ...["| whose code | ms | in Node's functions | share |", "|---|---|---|---|"],
      ...owners
        .filter(({ ms }) => ms / total >= 0.005)
        .map(
          ({ owner, ms, inNodeMs }) =>
            `| ${owner} | ${each(ms)} | ${each(inNodeMs)} | ${((ms / total) * 100).toFixed(1)} % |`,
        ),
      "",
      ...["| function | of | called by | ms |", "|---|---|---|---|"],
      ...functions
        .slice(0, FUNCTIONS)
        .map(
          ({ owner, name: what, inNode, ms }) =>
            `| ${what} | ${inNode ?? owner} | ${inNode === null ? "" : owner} | ${each(ms)} |`,
        ),
      "",
    ];
  });
  return [
    "# Where the processor time of a save goes",
    "",
    "Made by `npm run bench:writes -- --profile`: time that functions ran themselves, for one save, at 16 connections. Both",
    "sides are built with the names of their functions. A function of Node counts for whoever called it. The shares are the",
    "profile's, the sum is the system's count; the profile itself costs some of the time.",
    "",
    ...facts.map((fact) => `- ${fact}`),
    "",
    ...sections.flat(),
  ].join("\n");
}
