import type { StoredCallFlow } from "./call-flow";
import type { StoredMessageFlow } from "./message-flow";
import type { State } from "./model";
import type { Store } from "./store";

/** Records kept; the oldest go first. */
const maxRecords = 20_000;

type StoredFlow = StoredCallFlow | StoredMessageFlow;

/** One flow as a change of the state left it. */
export type Applied = {
  /** The place in the order of all changes. It goes on after the history is cleared. */
  order: number;
  at: string;
  /** The number of the request in the log; null for an edit in the vendor's dashboard. */
  request: number | null;
  kind: "call" | "message";
  id: string;
  /** The stored flow's `__v` afterwards. */
  version: number;
  /** Null for a flow that was made. */
  before: StoredFlow | null;
  after: StoredFlow;
};

export type History = {
  /** Changes the store by `work`, and records each flow that it made or changed. */
  change<T>(store: Store, cause: { request: number | null; at: Date }, work: (draft: State) => T): T;
  /** The order of the newest record; 0 for none. */
  last(): number;
  /** Records with an order above `since`, oldest first. */
  since(since: number): Applied[];
  clear(): void;
};

/** What really became of the stored flows, in one order for requests and for edits in the dashboard. In memory. */
export function createHistory(): History {
  let records: Applied[] = [];
  let last = 0;
  return {
    change(store, { request, at }, work) {
      const before = store.read();
      const result = store.change(work);
      const after = store.read();
      const changed = [
        ...changedIn("call", before.callFlows, after.callFlows),
        ...changedIn("message", before.messageFlows, after.messageFlows),
      ];
      for (const one of changed) {
        last += 1;
        records.push({ order: last, at: at.toISOString(), request, ...one });
      }
      if (records.length > maxRecords) records = records.slice(-maxRecords);
      return result;
    },
    last: () => last,
    since: (since) => records.filter(({ order }) => order > since),
    clear() {
      records = [];
    },
  };
}

/** Every change of a flow moves its `__v`, so the versions say which flows changed. */
function changedIn(
  kind: Applied["kind"],
  before: StoredFlow[],
  after: StoredFlow[],
): Omit<Applied, "order" | "at" | "request">[] {
  const known = new Map(before.map((flow) => [flow._id, flow]));
  return after
    .filter((flow) => known.get(flow._id)?.__v !== flow.__v)
    .map((flow) => ({
      kind,
      id: flow._id,
      version: flow.__v,
      before: known.get(flow._id) ?? null,
      after: flow,
    }));
}
