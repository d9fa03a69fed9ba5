import type { RawGraph } from "@/components/flows/graph/flow-graph";

const TYPES = ["prompt", "condition", "collect", "webhook", "knowledge", "x-probe@2"];

/**
 * A graph as a very large flow would have it: a trunk that branches and comes together again, with some ways back.
 * The same every time, so that measurements can be compared.
 *
 * @param size how many nodes; there are about a third more edges than nodes
 */
export function largeGraph(size = 300): RawGraph {
  const random = numbers(20);
  const nodes = Array.from({ length: size }, (_, index) => ({
    id: `n${index}`,
    type: index === 0 ? "start" : (TYPES[index % TYPES.length] ?? "prompt"),
    data: { prompt: `Step ${index}: ask, listen, and decide where to go next.`, retries: index % 4 },
  }));
  const edge = (from: number, to: number, label: string) => ({
    id: `e${from}-${to}-${label}`,
    source: `n${from}`,
    target: `n${to}`,
    label,
  });
  const tree = nodes
    .slice(1)
    .map((_, index) => edge(Math.max(0, index - Math.floor(random() * 4)), index + 1, ""));
  const shortcuts = Array.from({ length: Math.floor(size / 3) }, (_, index) => {
    const from = Math.floor(random() * (size - 1));
    const to = Math.min(size - 1, from + 1 + Math.floor(random() * 12));
    return index % 25 === 0 ? edge(to, from, "again") : edge(from, to, `answer ${index}`);
  });
  return { nodes, edges: [...tree, ...shortcuts] };
}

/** Pseudo-random numbers between 0 and 1, the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
