import type { StoredCallFlow } from "@/sandbox/state/call-flow";
import type { StoredMessageFlow } from "@/sandbox/state/message-flow";
import { odditiesSchema, storedDocument } from "@/sandbox/state/oddities";
import { parse } from "./parse";
import { type ControlCall, ControlError } from "./route";

type Stored = StoredCallFlow | StoredMessageFlow;

function find(flows: Stored[], id: string | undefined): Stored {
  const flow = flows.find(({ _id }) => _id === id);
  if (!flow) throw new ControlError("no such flow", 404);
  return flow;
}

/**
 * `GET /flows/{id}`: the whole document as a database would have it, with every oddity in place.
 */
export function readDocument({ sandbox, params }: ControlCall) {
  const { callFlows, messageFlows } = sandbox.store.read();
  return { json: storedDocument(find([...callFlows, ...messageFlows], params.id)) };
}

/**
 * `PUT /flows/{id}/oddities`: replaces what the flow holds beside its documented values, by JSON pointer. Anything may
 * be stored: keys that no document names, and values of any type. The flow gets a later date, as by any edit.
 */
export function replaceOddities({ sandbox, params, body }: ControlCall) {
  const odd = parse(odditiesSchema, body) ?? {};
  const pointers = Object.keys(odd);
  const nested = pointers.find((one) => pointers.some((other) => other.startsWith(`${one}/`)));
  if (nested !== undefined) throw new ControlError(`${nested} has another oddity below it`);
  return {
    json: sandbox.store.change((state) => {
      const flow = find([...state.callFlows, ...state.messageFlows], params.id);
      flow.odd = odd;
      const later = Math.max(sandbox.now().getTime(), Date.parse(flow.updatedAt) + 1);
      flow.updatedAt = new Date(later).toISOString();
      flow.__v += 1;
      return storedDocument(flow);
    }),
  };
}
