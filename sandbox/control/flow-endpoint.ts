import { setPrompt } from "@/sandbox/call-flows/prompt";
import { storedCallFlowSchema } from "@/sandbox/state/call-flow";
import { storedMessageFlowSchema } from "@/sandbox/state/message-flow";
import { mergeKnown } from "./merge-known";
import { parse } from "./parse";
import { type ControlCall, ControlError } from "./route";

/**
 * `PATCH /flows/{call|message}/{id}`: somebody edits the flow in the vendor's dashboard. The body holds the
 * stored fields to change, as `GET /state` shows them; objects are merged, lists replaced.
 */
export function editFlow({ sandbox, params, body }: ControlCall) {
  const edit = params.kind === "call" ? editCallFlow : editMessageFlow;
  if (params.kind !== "call" && params.kind !== "message")
    throw new ControlError("no such kind of flow", 404);
  return { json: edit(sandbox, params.id ?? "", body) };
}

function editCallFlow({ store, now }: ControlCall["sandbox"], id: string, body: unknown) {
  return store.change((state) => {
    const index = state.callFlows.findIndex((flow) => flow._id === id);
    const before = state.callFlows[index];
    if (!before) throw new ControlError("no such call flow", 404);
    const merged = parse(storedCallFlowSchema, mergeKnown(before, body));
    const { prompt } = merged;
    // The dashboard makes a prompt version too, so the prompt is set as in an update.
    merged.prompt = before.prompt;
    setPrompt(merged, prompt, now());
    const edited = { ...merged, ...bumped(before, now()) };
    state.callFlows[index] = edited;
    return edited;
  });
}

function editMessageFlow({ store, now }: ControlCall["sandbox"], id: string, body: unknown) {
  return store.change((state) => {
    const index = state.messageFlows.findIndex((flow) => flow._id === id);
    const before = state.messageFlows[index];
    if (!before) throw new ControlError("no such message flow", 404);
    const merged = parse(storedMessageFlowSchema, mergeKnown(before, body));
    const edited = { ...merged, ...bumped(before, now()) };
    state.messageFlows[index] = edited;
    return edited;
  });
}

/** The id stays, and the date always moves on, even within one millisecond. */
function bumped(before: { _id: string; updatedAt: string; __v: number }, now: Date) {
  const later = Math.max(now.getTime(), Date.parse(before.updatedAt) + 1);
  return { _id: before._id, updatedAt: new Date(later).toISOString(), __v: before.__v + 1 };
}
