import { type Action, action, type EventWith } from "./action";

const WRITE_DETAIL = {
  changeId: { kind: "id", label: "Change" },
  revision: { kind: "sequence", label: "State made by it" },
  restoredRevision: { kind: "sequence", label: "State restored" },
  duplicatedFrom: { kind: "id", label: "Copied from flow" },
  secretsCopied: { kind: "count", label: "Secrets copied" },
  recovered: { kind: "flag", label: "Found out afterwards" },
  resolvedBy: { kind: "text", label: "Found out by" },
} as const;

type WriteDetail = typeof WRITE_DETAIL;
type Kind = "call" | "message";

/** An edit that changed one field of a flow, where there is a plainer verb than "changed". */
const oneFieldSentence = (kind: Kind) => (event: EventWith<WriteDetail>) => {
  const [change, ...others] = event.changes;
  const name = event.target?.name;
  if (!change || others.length > 0 || !name) return null;
  const { path, before, after } = change;
  const noun = `the ${kind} flow`;
  if (path === "/name" && typeof before === "string") return `renamed ${noun} ${before} to ${String(after)}`;
  if (typeof after !== "boolean") return null;
  const state = after ? "on" : "off";
  if (path === "/isActive") return `switched ${state} ${noun} ${name}`;
  return path === "/autopilot" ? `switched ${state} the autopilot of ${noun} ${name}` : null;
};

const flow = (
  kind: Kind,
  words: Pick<Action, "label" | "done" | "tried" | "ocsf">,
  sentence?: Action<WriteDetail>["sentence"],
) =>
  action({
    ...words,
    group: kind === "call" ? "Call flows" : "Message flows",
    chains: "workspace",
    target: [kind === "call" ? "call_flow" : "message_flow", "call_flow", "message_flow"],
    detail: WRITE_DETAIL,
    clear: "flow",
    ...(sentence ? { sentence } : {}),
  });

const created = (kind: Kind) =>
  flow(kind, {
    label: `${kind === "call" ? "Call" : "Message"} flow created`,
    done: `created the ${kind} flow`,
    tried: `create the ${kind} flow`,
    ocsf: "Create",
  });
const changed = (kind: Kind, label: string) =>
  flow(
    kind,
    {
      label: `${kind === "call" ? "Call" : "Message"} flow ${label}`,
      done: `changed the ${kind} flow`,
      tried: `change the ${kind} flow`,
      ocsf: "Update",
    },
    oneFieldSentence(kind),
  );
const restored = (kind: Kind) =>
  flow(kind, {
    label: `${kind === "call" ? "Call" : "Message"} flow restored`,
    done: `restored the ${kind} flow`,
    tried: `restore the ${kind} flow`,
    ocsf: "Update",
  });
const kept = (kind: Kind) =>
  flow(kind, {
    label: `Outside change of a ${kind} flow kept`,
    done: `kept the outside change of the ${kind} flow`,
    tried: `keep an outside change of a ${kind} flow`,
    ocsf: "Update",
  });

const STATES: Record<string, string> = {
  succeeded: "it was done",
  failed: "it was not done",
  pending: "it is still under way",
  unknown: "nobody can say",
};

/** What happens to flows. */
export const FLOW_ACTIONS = {
  "call_flow.create": created("call"),
  "call_flow.update": changed("call", "changed"),
  "call_flow.restore": restored("call"),
  "call_flow.drift": changed("call", "changed outside"),
  "call_flow.accept_drift": kept("call"),
  "message_flow.create": created("message"),
  "message_flow.update": changed("message", "changed"),
  "message_flow.restore": restored("message"),
  "message_flow.drift": changed("message", "changed outside"),
  "message_flow.accept_drift": kept("message"),
  "change.resolve": action({
    label: "Open change checked",
    done: "checked what became of a change of",
    tried: "check a change of",
    unnamed: "a flow",
    group: "Call and message flows",
    chains: "workspace",
    target: ["change"],
    detail: {
      changeId: { kind: "id", label: "Change" },
      state: { kind: "text", label: "What became of it" },
    },
    ocsf: "Other",
    sentence: ({ target, detail }) => {
      const found = STATES[detail.state ?? ""];
      return found ? `checked what became of a change of ${target?.name ?? "a flow"}: ${found}` : null;
    },
  }),
};
