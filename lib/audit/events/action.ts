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

/** One fact that an event's `detail` may have: its kind and its label. Never a secret. */
export interface DetailField {
  kind: keyof DetailValues;
  label: string;
  /** Null is a value too, such as "none". */
  orNull?: true;
  /** An event of a successful action must have it. Readers can't rely on it: older events have less. */
  required?: true;
}

export type DetailFields = Record<string, DetailField>;

type Value<F> = F extends { kind: infer Kind extends keyof DetailValues }
  ? DetailValues[Kind] | (F extends { orNull: true } ? null : never)
  : never;

/** The part of a `detail` that readers know. Every fact may be missing: older events have less. */
export type Detail<D> = { [K in keyof D]?: Value<D[K]> };

/** The part of a `detail` that a recorder must write. */
export type RequiredDetail<D> = {
  [K in keyof D as D[K] extends { required: true } ? K : never]: Value<D[K]>;
};

/** The parts of an event that its sentence may use. */
export type EventWith<D> = Pick<
  AuditEventView,
  "action" | "outcome" | "actor" | "target" | "changes" | "request"
> & { detail: Detail<D & typeof COMMON_DETAIL> };

/** Every fact about one kind of event. */
export interface Action<D extends DetailFields = DetailFields> {
  /** Its name in the list of actions to filter by. */
  label: string;
  /** The verb in the past, before the target's name. */
  done: string;
  /** The same after "tried to". */
  attempt: string;
  /** The words for a target that has no name. */
  unnamed?: string;
  /** Whether the verb names the target already. */
  targetInVerb?: true;
  /** A plainer or fuller sentence, after the actor's name; null where `done` is as good. */
  sentence?: (event: EventWith<D>) => string | null;
  /** The heading in the list of actions. */
  group: string;
  /** The logs that can contain it. */
  chains: "workspace" | "portal" | "both";
  /** The types of its target. An event of a refused attempt has the first one. */
  target: readonly [TargetType, ...TargetType[]];
  detail: D;
  /** The paths of the changes that the log shows in clear; `flow`: by the facts about a flow's fields. */
  clear?: readonly string[] | "flow";
  /** Its name in the Open Cybersecurity Schema Framework. */
  ocsf: OcsfActivity;
}

/** The facts of any event that was refused, failed or collapsed. */
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

/** Returns the known facts of a `detail`. Another version may have used the same name for another kind of value. */
export function knownDetail<D extends DetailFields>(fields: D, detail: AuditEventView["detail"]): Detail<D> {
  const known = Object.entries(fields).filter(([name, { kind, orNull }]) => {
    const value = detail[name];
    return typeof value === TYPES[kind] || (value === null && orNull === true);
  });
  return Object.fromEntries(known.map(([name]) => [name, detail[name]])) as Detail<D>;
}

/** Declares an action. Its sentence can only use the facts that its `detail` declares. */
export function action<const D extends DetailFields, const T extends readonly [TargetType, ...TargetType[]]>(
  facts: Action<D> & { target: T },
): Action<D> & { target: T } {
  return facts;
}
