import type { Lane } from "../harness/load";
import { type Instruments, type Measured, measureCost, measureRound, type Round } from "./measure";
import { CONNECTIONS, type Plan } from "./plan";
import { mustBeOk, type OurSide, type Side } from "./sides";

interface ReadTarget {
  name: string;
  at: Measured;
  path: string;
  headers: Record<string, string>;
  /** The reads that cost nothing but the framework; the others of their kind are compared with them. */
  kind: "api" | "page";
}

/** One address at every number of connections. */
export interface MeasuredRead {
  name: string;
  kind: "api" | "page";
  rounds: Map<number, Round[]>;
  statements: number | null;
}

/** The reads that people make most; of either kind the first is the framework alone. */
function targets(ours: OurSide, usual: Side): ReadTarget[] {
  const { headers, api, pages, flow } = ours;
  const at = { at: ours, headers };
  const beside = { at: usual, headers: usual.headers };
  return [
    { name: "A bare handler", ...beside, path: "/api/bare", kind: "api" },
    { name: "List of flows, API", ...at, path: `${api}/call-flows`, kind: "api" },
    { name: "A flow, API", ...at, path: `${api}/call-flows/${flow}`, kind: "api" },
    { name: "Audit log, API", ...at, path: `${api}/audit-events`, kind: "api" },
    { name: "An empty page", ...beside, path: "/", kind: "page" },
    { name: "List of flows, page", ...at, path: `${pages}/call-flows`, kind: "page" },
    { name: "A flow, page", ...at, path: `${pages}/call-flows/${flow}`, kind: "page" },
    { name: "Audit log, page", ...at, path: `${pages}/audit`, kind: "page" },
  ];
}

function laneOf({ path, headers }: ReadTarget): Lane {
  return {
    next: () => ({ method: "GET", path, headers: { cookie: headers.cookie ?? "" } }),
    answered: (status, _headers, text) => mustBeOk(status, text),
  };
}

/** Reads our lists, flows and log, as data and as pages, beside a handler and a page that do nothing. */
export async function compareReads(
  instruments: Instruments,
  ours: OurSide,
  usual: Side,
  plan: Plan,
): Promise<MeasuredRead[]> {
  const all = targets(ours, usual);
  const measured = all.map(({ name, kind }) => ({ name, kind, rounds: new Map<number, Round[]>() }));
  const most = Math.max(...CONNECTIONS);
  for (const target of all) {
    const lanes = Array.from({ length: most }, () => laneOf(target));
    await measureRound(instruments, target.at, lanes, { ms: plan.reads.ms });
  }
  for (const connections of CONNECTIONS) {
    for (let round = 0; round < plan.reads.rounds; round++) {
      for (const [position, target] of all.entries()) {
        const lanes = Array.from({ length: connections }, () => laneOf(target));
        const result = await measureRound(instruments, target.at, lanes, { ms: plan.reads.ms });
        const rounds = measured[position]?.rounds;
        rounds?.set(connections, [...(rounds.get(connections) ?? []), result]);
      }
    }
  }
  const reads: MeasuredRead[] = [];
  for (const [position, target] of all.entries()) {
    const { statements } = await measureCost(instruments, target.at, [laneOf(target)], 16);
    const own = measured[position];
    if (own) reads.push({ ...own, statements });
  }
  return reads;
}
