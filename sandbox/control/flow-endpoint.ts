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
  if (params.kind !== "call" && params.kind !== "message")
    throw new ControlError("no such kind of flow", 404);
  return { json: editInDashboard(sandbox, { kind: params.kind, id: params.id ?? "" }, body) };
}

/**
 * Changes a stored flow as somebody in the vendor's dashboard would, and records it in the history without a request.
 * @throws ControlError when there is no such flow, or it has no such field.
 */
export function editInDashboard(
  sandbox: ControlCall["sandbox"],
  flow: { kind: "call" | "message"; id: string },
  patch: unknown,
) {
  const edit = flow.kind === "call" ? editCallFlow : editMessageFlow;
  return edit(sandbox, flow.id, patch);
}

function editCallFlow(sandbox: ControlCall["sandbox"], id: string, body: unknown) {
  const { store, history, now, trueNow } = sandbox;
  return history.change(store, { request: null, at: trueNow() }, (state) => {
    const index = state.callFlows.findIndex((flow) => flow._id === id);
    const before = state.callFlows[index];
    if (!before) throw new ControlError("no such call flow", 404);
    const merged = parse(storedCallFlowSchema, mergeKnown(before, body));
    const { prompt } = merged;
    // The dashboard makes a prompt version too, so the prompt is set as in an update.
    merged.prompt = before.prompt;
    setPrompt(merged, prompt, now());
    const edited = { ...merged, ...bumped(before, sandbox) };
    state.callFlows[index] = edited;
    return edited;
  });
}

function editMessageFlow(sandbox: ControlCall["sandbox"], id: string, body: unknown) {
  const { store, history, trueNow } = sandbox;
  return history.change(store, { request: null, at: trueNow() }, (state) => {
    const index = state.messageFlows.findIndex((flow) => flow._id === id);
    const before = state.messageFlows[index];
    if (!before) throw new ControlError("no such message flow", 404);
    const merged = parse(storedMessageFlowSchema, mergeKnown(before, body));
    const edited = { ...merged, ...bumped(before, sandbox) };
    state.messageFlows[index] = edited;
    return edited;
  });
}

/** The id stays, and the date moves on, even within one millisecond, unless the settings say that it never does. */
function bumped(
  before: { _id: string; updatedAt: string; __v: number },
  { now, live }: Pick<ControlCall["sandbox"], "now" | "live">,
) {
  const later = Math.max(now().getTime(), Date.parse(before.updatedAt) + 1);
  const updatedAt = live.updatedAtMoves ? new Date(later).toISOString() : before.updatedAt;
  return { _id: before._id, updatedAt, __v: before.__v + 1 };
}
