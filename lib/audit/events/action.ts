import type { AuditEventView } from "@/lib/audit/event";
import type { OcsfActivity } from "./ocsf";
import type { TargetType } from "./targets";

interface DetailValues {
  text: string;
  id: string;
  flag: boolean;
  count: number;
  /** The number of an event, or of a stored state. */
  sequence: number;
  time: string;
  /** Why something failed: a problem's code. */
  code: string;
}

/** One thing that an event's `detail` may say: what it holds, and what people call it. Never a secret. */
export interface DetailField {
  kind: keyof DetailValues;
  label: string;
  /** Null says something too, such as "none". */
  orNull?: true;
  /** An event of what was done must say it. Readers can't count on it: older events said less. */
  required?: true;
}

export type DetailFields = Record<string, DetailField>;

type Value<F> = F extends { kind: infer Kind extends keyof DetailValues }
  ? DetailValues[Kind] | (F extends { orNull: true } ? null : never)
  : never;

/** What a reader finds in a `detail`. Nothing is certain: older events said less. */
export type Detail<D> = { [K in keyof D]?: Value<D[K]> };

/** What a recorder must write into a `detail`. */
export type RequiredDetail<D> = {
  [K in keyof D as D[K] extends { required: true } ? K : never]: Value<D[K]>;
};

/** What a sentence about an event is made of. */
export type EventWith<D> = Pick<
  AuditEventView,
  "action" | "outcome" | "actor" | "target" | "changes" | "request"
> & { detail: Detail<D & typeof COMMON_DETAIL> };

/** Every fact about one kind of event. */
export interface Action<D extends DetailFields = DetailFields> {
  /** In the list of actions to filter by. */
  label: string;
  /** What was done, before the target's name. */
  done: string;
  /** The same after "tried to". */
  attempt: string;
  /** What stands for a target that has no name. */
  unnamed?: string;
  /** The verb names the target already. */
  targetInVerb?: true;
  /** A plainer or fuller sentence, to stand after the actor's name; null where `done` is as good. */
  sentence?: (event: EventWith<D>) => string | null;
  /** The heading under which people find it. */
  group: string;
  /** The logs that can hold it. */
  chains: "workspace" | "portal" | "both";
  /** What it is about; the first one also where it was refused. */
  target: readonly [TargetType, ...TargetType[]];
  detail: D;
  /** The paths of its changes that stand in the log in clear; `flow`: by the facts about a flow's fields. */
  clear?: readonly string[] | "flow";
  /** What the Open Cybersecurity Schema Framework calls it. */
  ocsf: OcsfActivity;
}

/** What any event may say, because it was refused, failed or collapsed. */
export const COMMON_DETAIL = {
  code: { kind: "code", label: "Why it failed" },
  missingPermission: { kind: "text", label: "Missing permission" },
  count: { kind: "count", label: "How often" },
  firstAt: { kind: "time", label: "First time" },
  lastAt: { kind: "time", label: "Last time" },
} as const satisfies DetailFields;

const TYPES: Record<keyof DetailValues, "string" | "boolean" | "number"> = {
  text: "string",
  id: "string",
  time: "string",
  code: "string",
  flag: "boolean",
  count: "number",
  sequence: "number",
};

/** Returns what a `detail` says of the given fields. Another version may have said something else under the same name. */
export function knownDetail<D extends DetailFields>(fields: D, detail: AuditEventView["detail"]): Detail<D> {
  const known = Object.entries(fields).filter(([name, { kind, orNull }]) => {
    const value = detail[name];
    return typeof value === TYPES[kind] || (value === null && orNull === true);
  });
  return Object.fromEntries(known.map(([name]) => [name, detail[name]])) as Detail<D>;
}

/** Declares a kind of event: its sentence can only speak of what its `detail` holds. */
export function action<const D extends DetailFields, const T extends readonly [TargetType, ...TargetType[]]>(
  facts: Action<D> & { target: T },
): Action<D> & { target: T } {
  return facts;
}
