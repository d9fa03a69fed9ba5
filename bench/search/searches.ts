import { searchFlows } from "@/lib/mirror/text/search-flows";
import { type Summary, summarise } from "../harness/summary";
import type { MadeUpFlows, MadeUpWorkspace } from "./made-up-flows";

/** A page as the portal shows it, and the list that its palette does. */
export const PAGE = 25;

/** The times of one kind of search, in milliseconds, and how many flows of a page it found on average. */
export interface SearchTimes {
  name: string;
  times: Summary;
  found: number;
}

type MakeQuery = (made: MadeUpFlows, flows: number) => string;

const four = (made: MadeUpFlows) => made.word().slice(0, 4);

/** What people type; each run of a kind is about other words. */
const KINDS: Record<string, MakeQuery> = {
  "a common word": () => "kaka",
  "a word, as often as texts have it": (made) => made.word(),
  "a rare word (one flow's phone number)": (made, flows) => {
    const at = Math.floor(made.random() * flows);
    return `${100 + Math.floor(at / 10_000)}-${String(at % 10_000).padStart(4, "0")}`;
  },
  "a word that nobody has": (made) => `zucchini${made.word()}`,
  "the beginning of a word, two letters": (made) => made.word().slice(0, 2),
  "the beginning of a word, four letters": four,
  "three words": (made) => made.words(3),
  "three beginnings of words": (made) => `${four(made)} ${four(made)} ${four(made)}`,
  "a word but not another": (made) => `${made.word()} -${made.word()}`,
  "a phrase of two words": (made) => `"${made.words(2)}"`,
};

export interface Caller {
  name: string;
  workspaces: readonly MadeUpWorkspace[];
}

/** Runs every kind of search so many times for a caller, in turns, so that other work of the machine slows all alike. */
export async function measureSearches(
  { workspaces }: Caller,
  made: MadeUpFlows,
  plan: { flows: number; rounds: number; warmUp: number },
): Promise<SearchTimes[]> {
  const searched = workspaces.map((workspace) => ({ ...workspace, slug: workspace.id }));
  const kinds = Object.entries(KINDS).map(([name, query]) => ({
    name,
    query,
    times: [] as number[],
    found: 0,
  }));
  for (let round = -plan.warmUp; round < plan.rounds; round++) {
    for (const kind of kinds) {
      const q = kind.query(made, plan.flows);
      const started = performance.now();
      const { items } = await searchFlows({ q, workspaces: searched, limit: PAGE });
      if (round < 0) continue;
      kind.times.push(performance.now() - started);
      kind.found += items.length;
    }
  }
  return kinds.map(({ name, times, found }) => ({
    name,
    times: summarise(times),
    found: found / times.length,
  }));
}
