import type { Lane } from "../harness/load";
import { type Cost, type Instruments, measureCost, measureRound, type Round } from "./measure";
import type { Plan } from "./plan";
import type { Side } from "./sides";

/** A side with a lane for each of its flows. */
export interface Contender {
  side: Side;
  lanes: Lane[];
}

export interface MeasuredSide {
  name: string;
  rounds: Round[];
  cost: Cost;
}

/** Both sides at the same number of connections. Rounds of the same position ran one after the other. */
export interface WriteComparison {
  connections: number;
  ours: MeasuredSide;
  usual: MeasuredSide;
}

const OURS_FIRST = ["ours", "usual"] as const;
const USUAL_FIRST = ["usual", "ours"] as const;

/** Runs a contender unmeasured. */
export async function warmUp(
  instruments: Instruments,
  { side, lanes }: Contender,
  ms: number,
): Promise<void> {
  await measureRound(instruments, side, lanes, { ms });
}

/** Measures both in turn, so that other work of the machine slows both alike. Each connection writes to its own flow. */
export async function compareWrites(
  instruments: Instruments,
  contenders: { ours: Contender; usual: Contender },
  connections: number,
  plan: Plan,
): Promise<WriteComparison> {
  const rounds: Record<"ours" | "usual", Round[]> = { ours: [], usual: [] };
  const { ours, usual } = contenders;
  for (let round = 0; round < plan.writes.rounds; round++) {
    for (const which of round % 2 === 0 ? OURS_FIRST : USUAL_FIRST) {
      const { side, lanes } = contenders[which];
      const until = { ms: plan.writes.ms };
      rounds[which].push(await measureRound(instruments, side, lanes.slice(0, connections), until));
    }
  }
  const cost = ({ side, lanes }: Contender) =>
    measureCost(instruments, side, lanes.slice(0, connections), Math.ceil(plan.counted / connections));
  return {
    connections,
    ours: { name: ours.side.name, rounds: rounds.ours, cost: await cost(ours) },
    usual: { name: usual.side.name, rounds: rounds.usual, cost: await cost(usual) },
  };
}
