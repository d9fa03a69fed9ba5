import { action } from "./action";
import { ENTITY } from "./ocsf";

const TRANSFER = {
  chains: "workspace",
  group: "Transfers",
  target: ["transfer"],
  unnamed: "a transfer",
} as const;
const SIZE = {
  flows: { kind: "count", label: "Flows", required: true },
  workspaces: { kind: "count", label: "Into workspaces", required: true },
} as const;

const counted = (count: number | undefined, noun: string) => `${count ?? 0} ${noun}${count === 1 ? "" : "s"}`;

/**
 * The actions on transfers. What a transfer does to a flow is an event of its own in the target's log, with the transfer's id; the
 * source's log says that there was one, and how it ended.
 */
export const TRANSFER_ACTIONS = {
  "transfer.apply": action({
    ...TRANSFER,
    // Somebody who may not begin one is named in the portal's log.
    chains: "both",
    label: "Transfer begun",
    done: "began",
    attempt: "begin",
    ocsf: ENTITY.Create,
    detail: SIZE,
    sentence: ({ detail: { flows, workspaces } }) =>
      flows === undefined
        ? null
        : `began to copy ${counted(flows, "flow")} to ${counted(workspaces, "workspace")}`,
  }),
  "transfer.end": action({
    ...TRANSFER,
    label: "Transfer ended",
    done: "ended",
    attempt: "end",
    ocsf: ENTITY.Other,
    detail: {
      done: { kind: "count", label: "Done", required: true },
      notDone: { kind: "count", label: "Not done", required: true },
      unknown: { kind: "count", label: "Not known", required: true },
    },
    sentence: ({ detail: { done, notDone, unknown } }) =>
      done === undefined
        ? null
        : `copied ${counted(done, "flow")}${notDone ? `, ${notDone} were not copied` : ""}${unknown ? `, of ${unknown} nobody knows` : ""}`,
  }),
  "transfer.tick": action({
    ...TRANSFER,
    label: "Work by hand ticked off",
    done: "ticked off work by hand of",
    attempt: "tick off work by hand of",
    ocsf: ENTITY.Update,
    detail: { done: { kind: "flag", label: "Done", required: true } },
    sentence: ({ target, detail: { done } }) =>
      done === undefined
        ? null
        : `${done ? "ticked off" : "took the tick from"} work by hand on ${target?.name ?? "a flow"}`,
  }),
  "map.change": action({
    chains: "workspace",
    group: "Transfers",
    target: ["transfer_map"],
    unnamed: "a map",
    label: "Map changed",
    done: "changed",
    attempt: "change",
    ocsf: ENTITY.Update,
    clear: ["/references", "/hosts", "/words", "/headers"],
    detail: {
      sourceWorkspace: { kind: "id", label: "For flows of the workspace", required: true },
      headersTyped: { kind: "count", label: "Secrets typed anew", required: true },
    },
    sentence: () => "changed the matching for flows of another workspace",
  }),
};
