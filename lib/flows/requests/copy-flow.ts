import type { z } from "zod";
import { MESSAGE_FLOW_FIELDS } from "@/lib/flows/fields/message-flow-fields";
import { type Flow, isCallFlow } from "@/lib/flows/model/flow";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import type { FieldError } from "@/lib/json/json-pointer";
import type { CreateFlow, FlowPatch } from "./apply-patch";
import { createCallFlowSchema, updateCallFlowSchema } from "./call-flow-requests";
import { type CopyDraft, copiedBy, copyName, neverCopied, unreadByUs } from "./copied-fields";
import { callFlowCopy } from "./copy-flow-call";
import type { CopyOptions } from "./copy-flow-schema";
import { keepValid } from "./keep-valid";
import { createMessageFlowSchema } from "./message-flow-requests";
import type { NotRestored } from "./plan-restore";

/** Drafts the copy of a message flow. A create takes every field that an update takes, so no update follows. */
function messageFlowCopy(flow: MessageFlow): CopyDraft {
  return {
    body: { ...copiedBy("create", MESSAGE_FLOW_FIELDS, flow, {}), autopilot: false },
    later: null,
    notCopied: [...neverCopied(MESSAGE_FLOW_FIELDS, flow, () => false), ...unreadByUs("message_flow", flow)],
  };
}

/** The schema of the request that makes a flow of the same kind. */
export function createSchemaOf(flow: Flow): z.ZodType<CreateFlow> {
  return isCallFlow(flow) ? createCallFlowSchema : createMessageFlowSchema;
}

/** Drafts the copy of a flow of either kind. */
export function copyDraft(flow: Flow): CopyDraft {
  return isCallFlow(flow) ? callFlowCopy(flow) : messageFlowCopy(flow);
}

/** A field of the source that the copy does not have, and why. */
export type NotCopied = NotRestored;

type FlowCopy =
  | {
      possible: true;
      /** The documented create request. It contains the real values of webhook headers: never send it to a browser. */
      body: CreateFlow;
      /** The update that has to follow, in normal form; null for none. */
      later: FlowPatch | null;
      notCopied: NotCopied[];
    }
  /** The copy needs fields that the source lacks. */
  | { possible: false; errors: FieldError[] };

/**
 * Returns the reason that a required field can't be copied: no request takes the source's value, or no answer had it.
 */
function explained({ path, message }: FieldError, flow: Flow, dropped: NotCopied[]): FieldError {
  if (path === "/direction" && flow.direction === "inbound" && isCallFlow(flow)) {
    const choices = '"outbound" or "bidirectional"';
    return { path, message: `No flow can be created as "inbound": say ${choices} for the copy's direction` };
  }
  const known = dropped.find((field) => field.path === path);
  return { path, message: known?.why ?? `${message}, and Trillet does not tell it of this flow` };
}

/**
 * Works out how to copy a flow: the fields of the create, those of the update after it, and those that can't be
 * copied. The copy starts inactive and without autopilot, so that it does nothing before somebody has checked it.
 * @param flow as read just now, with the real values of webhook headers
 * @param options the caller's choices for the copy; they may make it active
 */
export function createBodyFrom(flow: Flow, options: CopyOptions = {}): FlowCopy {
  const draft = copyDraft(flow);
  const chosen = {
    name: options.name ?? copyName(flow.name),
    isActive: options.isActive ?? false,
    ...(options.direction ? { direction: options.direction } : {}),
  };
  const create = keepValid<CreateFlow>(createSchemaOf(flow), { ...draft.body, ...chosen });
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
