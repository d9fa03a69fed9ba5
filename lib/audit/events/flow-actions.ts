import { CHANGE_STATES, changeState } from "@/lib/flows/model/change-state";
import type { FlowKind } from "@/lib/flows/model/flow";
import { action, type EventWith } from "./action";
import { ENTITY } from "./ocsf";

const WRITE_DETAIL = {
  changeId: { kind: "id", label: "Change" },
  revision: { kind: "sequence", label: "Made version" },
  restoredRevision: { kind: "sequence", label: "Restored version" },
  duplicatedFrom: { kind: "id", label: "Copied from flow" },
  secretsCopied: { kind: "count", label: "Secrets copied" },
  transfer: { kind: "id", label: "Transfer" },
  recovered: { kind: "flag", label: "Found out afterwards" },
  resolvedBy: { kind: "text", label: "Found out by" },
  late: { kind: "flag", label: "Arrived after it was given up" },
} as const;

type WriteDetail = typeof WRITE_DETAIL;

/** A state that was read, and not made by a write. */
const SEEN_DETAIL = { ...WRITE_DETAIL, revision: { ...WRITE_DETAIL.revision, required: true } } as const;

interface FlowWords {
  kind: FlowKind;
  noun: string;
  title: string;
}

/** Says what an edit of one field did, where there is a plainer verb than "changed". */
const oneFieldSentence = (noun: string) => (event: EventWith<WriteDetail>) => {
  const [change, ...others] = event.changes;
  const name = event.target?.name;
  if (!change || others.length > 0 || !name) return null;
  const { path, before, after } = change;
  if (path === "/name" && typeof before === "string") {
    return `renamed the ${noun} ${before} to ${String(after)}`;
  }
  if (typeof after !== "boolean") return null;
  const state = after ? "on" : "off";
  if (path === "/isActive") return `switched ${state} the ${noun} ${name}`;
  return path === "/autopilot" ? `switched ${state} the autopilot of the ${noun} ${name}` : null;
};

/** Declares the actions on a flow of one kind. */
function flowActions({ kind, noun, title }: FlowWords) {
  const flow = {
    group: `${title}s`,
    chains: "workspace",
    target: [kind, "call_flow", "message_flow"],
    clear: "flow",
  } as const;
  return {
    create: action({
      ...flow,
      label: `${title} created`,
      done: `created the ${noun}`,
      attempt: `create the ${noun}`,
      detail: WRITE_DETAIL,
      ocsf: ENTITY.Create,
    }),
    update: action({
      ...flow,
      label: `${title} changed`,
      done: `changed the ${noun}`,
      attempt: `change the ${noun}`,
      detail: WRITE_DETAIL,
      ocsf: ENTITY.Update,
      sentence: oneFieldSentence(noun),
    }),
    restore: action({
      ...flow,
      label: `${title} restored`,
      done: `restored the ${noun}`,
      attempt: `restore the ${noun}`,
      detail: WRITE_DETAIL,
      ocsf: ENTITY.Update,
    }),
    drift: action({
      ...flow,
      label: `${title} changed outside`,
      done: `changed the ${noun}`,
      attempt: `change the ${noun}`,
      detail: SEEN_DETAIL,
      ocsf: ENTITY.Update,
      sentence: oneFieldSentence(noun),
    }),
    acceptDrift: action({
      ...flow,
      label: `Outside change of a ${noun} kept`,
      done: `kept the outside change of the ${noun}`,
      attempt: `keep an outside change of a ${noun}`,
      detail: SEEN_DETAIL,
      ocsf: ENTITY.Update,
    }),
    watch: action({
      ...flow,
      label: `${title} watched`,
      done: `began to watch the ${noun}`,
      attempt: `watch the ${noun}`,
      detail: {},
      ocsf: ENTITY.Other,
    }),
    unwatch: action({
      ...flow,
      label: `${title} not watched any more`,
      done: `no longer watches the ${noun}`,
      attempt: `stop watching the ${noun}`,
      detail: {},
      ocsf: ENTITY.Other,
    }),
  };
}

const CALL_FLOW = flowActions({ kind: "call_flow", noun: "call flow", title: "Call flow" });
const MESSAGE_FLOW = flowActions({ kind: "message_flow", noun: "message flow", title: "Message flow" });

/** A search of a list of flows that is kept under a name. */
const VIEW = {
  group: "Call and message flows",
  chains: "workspace",
  target: ["flow_view"],
  detail: {
    list: { kind: "text", label: "Of the list", required: true },
    shared: { kind: "flag", label: "Everybody sees it", required: true },
  },
} as const;

/** The actions on flows. */
export const FLOW_ACTIONS = {
  "call_flow.create": CALL_FLOW.create,
  "call_flow.update": CALL_FLOW.update,
  "call_flow.restore": CALL_FLOW.restore,
  "call_flow.drift": CALL_FLOW.drift,
  "call_flow.accept_drift": CALL_FLOW.acceptDrift,
  "call_flow.watch": CALL_FLOW.watch,
  "call_flow.unwatch": CALL_FLOW.unwatch,
  "message_flow.create": MESSAGE_FLOW.create,
  "message_flow.update": MESSAGE_FLOW.update,
  "message_flow.restore": MESSAGE_FLOW.restore,
  "message_flow.drift": MESSAGE_FLOW.drift,
  "message_flow.accept_drift": MESSAGE_FLOW.acceptDrift,
  "message_flow.watch": MESSAGE_FLOW.watch,
  "message_flow.unwatch": MESSAGE_FLOW.unwatch,
  "change.resolve": action({
    label: "Open change checked",
    done: "checked what became of a change of",
    attempt: "check a change of",
    unnamed: "a flow",
    group: "Call and message flows",
    chains: "workspace",
    target: ["change"],
    detail: {
      changeId: { kind: "id", label: "Change", required: true },
      state: { kind: "text", label: "Outcome of the change", required: true },
    },
    ocsf: ENTITY.Other,
    sentence: ({ target, detail }) => {
      const state = changeState(detail.state);
      if (!state) return null;
      return `checked what became of a change of ${target?.name ?? "a flow"}: ${CHANGE_STATES[state].found}`;
    },
  }),
  "flow_view.save": action({
    ...VIEW,
    label: "View of flows saved",
    done: "saved the view",
    attempt: "save the view",
    ocsf: ENTITY.Create,
    sentence: ({ target, detail }) => (detail.shared ? `saved the view ${target?.name} for everybody` : null),
  }),
  "flow_view.remove": action({
    ...VIEW,
    label: "View of flows removed",
    done: "removed the view",
    attempt: "remove the view",
    ocsf: ENTITY.Delete,
  }),
};
