import type { Field } from "@/lib/flows/fields/field";
import { MESSAGE_FLOW_FIELDS } from "@/lib/flows/fields/message-flow-fields";
import { type RequestVerb, takes } from "@/lib/flows/fields/request-schema";
import { type Flow, isCallFlow } from "@/lib/flows/model/flow";
import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { plantAt, valueAt } from "@/lib/json/json-pointer";
import { isEmptyValue, isJsonObject, type JsonObject } from "@/lib/json/json-value";
import type { CreateFlow, FlowPatch } from "./apply-patch";
import { createCallFlowSchema, updateCallFlowSchema } from "./call-flow-requests";
import { callFlowCopy } from "./copy-flow-call";
import type { CopyOptions } from "./copy-flow-schema";
import { keepValid } from "./copy-flow-valid";
import { createMessageFlowSchema } from "./message-flow-requests";
import type { NotRestored } from "./plan-restore";
import type { FieldError } from "./schema-errors";

/** A copy as it stands before anybody looked whether the upstream's request takes all of it. */
export interface CopyDraft {
  body: JsonObject;
  later: JsonObject | null;
  notCopied: NotRestored[];
}

type Fields = Record<string, Field>;

/** Gives the object without values that were never told. "" is a value here. */
export function told(values: object): JsonObject {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
  );
}

function copied({ kind }: Field, value: unknown): unknown {
  // Ids are left out when they are empty: the upstream writes "" for "none" (upstream quirk Q38).
  if (kind === "id" && value === "") return undefined;
  return kind === "items" && Array.isArray(value)
    ? value.map((item) => (isJsonObject(item) ? told(item) : item))
    : value;
}

/**
 * Gives what of a flow a request of the verb can carry into a copy. Fields that copies decide by themselves, or never
 * have, are not in it.
 * @param own values of fields that have a rule of their own, by path; undefined leaves the field out
 */
export function copiedBy(
  verb: RequestVerb,
  fields: Fields,
  flow: Flow,
  own: Record<string, unknown>,
): JsonObject {
  const body: JsonObject = {};
  for (const [path, field] of Object.entries(fields)) {
    const copies = field.copy === "verbatim" || field.copy === "reference" || field.copy === "secret";
    if (path.includes("/*") || !copies || !takes(verb, field)) continue;
    const value = Object.hasOwn(own, path) ? own[path] : copied(field, valueAt(flow, path));
    if (value !== null && value !== undefined) plantAt(body, path, value);
  }
  return body;
}

/** Gives the fields that no copy has although the flow says something there, with the reason. */
export function neverCopied(fields: Fields, flow: Flow, isNoLoss: (path: string) => boolean): NotRestored[] {
  return Object.entries(fields).flatMap(([path, { copy }]) => {
    const value = valueAt(flow, path);
    const says = value !== false && !isEmptyValue(value) && !isNoLoss(path);
    return typeof copy === "object" && says ? [{ path, why: copy.never }] : [];
  });
}

/** What no copy of a flow can have, whatever its kind. */
export function unknownToUs(unknownFields: number): NotRestored[] {
  if (unknownFields === 0) return [];
  const fields = unknownFields === 1 ? "One field" : `${unknownFields} fields`;
  return [{ path: "", why: `${fields} of the upstream's answer are not known to Switchboard` }];
}

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
