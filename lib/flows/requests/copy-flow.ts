import { MESSAGE_FLOW_FIELDS } from "@/lib/flows/fields/message-flow-fields";
import { type Flow, isCallFlow } from "@/lib/flows/model/flow";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import type { FieldError } from "@/lib/json/json-pointer";
import type { CreateFlow, FlowPatch } from "./apply-patch";
import { createCallFlowSchema, updateCallFlowSchema } from "./call-flow-requests";
import { type CopyDraft, copiedBy, neverCopied, unknownToUs } from "./copied-fields";
import { callFlowCopy } from "./copy-flow-call";
import type { CopyOptions } from "./copy-flow-schema";
import { keepValid } from "./copy-flow-valid";
import { createMessageFlowSchema } from "./message-flow-requests";
import type { NotRestored } from "./plan-restore";

/** Drafts the copy of a message flow. A create takes everything that an update takes, so nothing follows it. */
function messageFlowCopy(flow: MessageFlow): CopyDraft {
  return {
    body: { ...copiedBy("create", MESSAGE_FLOW_FIELDS, flow, {}), autopilot: false },
    later: null,
    notCopied: [...neverCopied(MESSAGE_FLOW_FIELDS, flow, () => false), ...unknownToUs(flow.unknownFields)],
  };
}

/** The name that a copy gets when nobody chose one. */
export function copyName(name: string): string {
  return name.trim() === "" ? "Copy" : `${name} (copy)`;
}

/** A field of the source that the copy does not have, and why. */
export type NotCopied = NotRestored;

type FlowCopy =
  | {
      possible: true;
      /** The documented create request. It holds the real values of webhook headers: never for a browser. */
      body: CreateFlow;
      /** What only an update can set, in normal form; null for nothing. */
      later: FlowPatch | null;
      notCopied: NotCopied[];
    }
  /** What the copy needs and the source doesn't tell. */
  | { possible: false; errors: FieldError[] };

/** Why a copy can't be made for want of a field: the source's value can't be sent, or was never told. */
function explained({ path, message }: FieldError, flow: Flow, dropped: NotCopied[]): FieldError {
  if (path === "/direction" && flow.direction === "inbound" && isCallFlow(flow)) {
    const choices = '"outbound" or "bidirectional"';
    return { path, message: `No flow can be created as "inbound": say ${choices} for the copy's direction` };
  }
  const known = dropped.find((field) => field.path === path);
  return { path, message: known?.why ?? `${message}, and the upstream does not tell it of this flow` };
}

/**
 * Works out how to make a second flow like the first: what a create can carry, what only an update can set
 * afterwards, and what can't be copied at all. The copy starts inactive and without autopilot, so that it does nothing
 * before somebody looked at it; `options` may say otherwise about the former.
 * @param flow as read just now, with the real values of webhook headers
 */
export function createBodyFrom(flow: Flow, options: CopyOptions = {}): FlowCopy {
  const draft = isCallFlow(flow) ? callFlowCopy(flow) : messageFlowCopy(flow);
  const chosen = {
    name: options.name ?? copyName(flow.name),
    isActive: options.isActive ?? false,
    ...(options.direction ? { direction: options.direction } : {}),
  };
  const schema = isCallFlow(flow) ? createCallFlowSchema : createMessageFlowSchema;
  const create = keepValid<CreateFlow>(schema, { ...draft.body, ...chosen });
  if (create.value === null) {
    return { possible: false, errors: create.errors.map((error) => explained(error, flow, create.dropped)) };
  }
  const update = draft.later ? keepValid<FlowPatch>(updateCallFlowSchema, draft.later) : null;
  const stoppedByUs =
    flow.isActive === true && options.isActive === undefined
      ? [
          {
            path: "/isActive",
            why: "The copy starts inactive, so that it does nothing before you looked at it",
          },
        ]
      : [];
  return {
    possible: true,
    body: create.value,
    later: update?.value ?? null,
    notCopied: [...stoppedByUs, ...draft.notCopied, ...create.dropped, ...(update?.dropped ?? [])],
  };
}
