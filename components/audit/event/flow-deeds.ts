import type { Deed, ToldEvent } from "./told-event";

const FLOW_NOUNS: Record<string, string> = { call_flow: "the call flow", message_flow: "the message flow" };

/** An edit that changed one field of a flow, where there is a plainer verb than "changed". */
function oneFieldDeed(event: ToldEvent): string | null {
  const [change, ...others] = event.changes;
  const noun = FLOW_NOUNS[event.action.split(".")[0] ?? ""];
  const name = event.target?.name;
  if (!change || others.length > 0 || !noun || !name) return null;
  const { path, before, after } = change;
  if (path === "/name" && typeof before === "string") return `renamed ${noun} ${before} to ${String(after)}`;
  if (typeof after !== "boolean") return null;
  const state = after ? "on" : "off";
  if (path === "/isActive") return `switched ${state} ${noun} ${name}`;
  return path === "/autopilot" ? `switched ${state} the autopilot of ${noun} ${name}` : null;
}

const STATES: Record<string, string> = {
  succeeded: "it was done",
  failed: "it was not done",
  pending: "it is still under way",
  unknown: "nobody can say",
};

function resolveDeed({ target, detail }: ToldEvent): string | null {
  const found = typeof detail.state === "string" ? STATES[detail.state] : undefined;
  return found ? `checked what became of a change of ${target?.name ?? "a flow"}: ${found}` : null;
}

/** What was done to flows, where there is more to say than the action's own words. */
export const FLOW_DEEDS: Record<string, Deed> = {
  "call_flow.update": oneFieldDeed,
  "message_flow.update": oneFieldDeed,
  "call_flow.drift": oneFieldDeed,
  "message_flow.drift": oneFieldDeed,
  "change.resolve": resolveDeed,
};
