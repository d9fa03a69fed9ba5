import type { Field, Kind } from "@/lib/flows/fields/field";
import type { Nest } from "@/lib/flows/fields/field-paths";
import type { DynamicVariableCollection, KnowledgeBaseFile } from "@/lib/flows/model/call-flow";
import type { Flow } from "@/lib/flows/model/flow";
import { plantAt, valueAt } from "@/lib/json/json-pointer";
import type { WebhookDraft } from "../webhooks/webhook-draft";

/** The value of each kind of field's control: amounts are texts, as typed. */
interface Controls {
  flag: boolean;
  seconds: string;
  text: string;
  filled: string;
  id: string;
  url: string;
  address: string;
  time: string;
  zone: string;
  moment: string;
  choice: string;
  ids: string[];
  texts: string[];
  json: unknown[];
  objects: unknown[];
}

/** The values of each list of objects. A form has only the webhooks that it adds (upstream quirk Q1). */
interface Cards {
  "/webhooks": WebhookDraft[];
  "/dynamicVariableCollections": DynamicVariableCollection[];
  "/settings/knowledgeBaseFiles": KnowledgeBaseFile[];
}

/** Whether a form has a control for a field. A field that no restore sets has none: its value is always the same (Q8). */
type WithControl<P, F> = P extends `${string}/*${string}`
  ? false
  : F extends { kind: "whole" } | { life: "made" | "copy" } | { restore: "never" }
    ? false
    : true;

type Control<P, F> = F extends { threeWay: true }
  ? string
  : P extends keyof Cards
    ? Cards[P]
    : F extends { kind: infer K extends keyof Controls }
      ? Controls[K]
      : never;

/** The values of a form of fields. A field's name is its JSON pointer with dots for slashes. */
export type FormValues<T> = Full<
  Nest<{ [P in keyof T as WithControl<P, T[P]> extends true ? P : never]: Control<P, T[P]> }>
>;

type Full<O> = {
  [K in keyof O]-?: NonNullable<O[K]> extends readonly unknown[] | string | boolean
    ? NonNullable<O[K]>
    : Full<NonNullable<O[K]>>;
};

const LISTS: readonly Kind[] = ["ids", "texts", "json", "objects", "items", "headers"];

function controlValue({ kind, threeWay, start }: Field, path: string, flow: Flow | null): unknown {
  const value = valueAt(flow, path) ?? null;
  if (threeWay) return "";
  if (kind === "flag") return flow ? value === true : start === true;
  if (LISTS.includes(kind)) return path === "/webhooks" ? [] : (value ?? []);
  if (flow === null) return start ?? "";
  return value === null ? "" : String(value);
}

/** Returns the values of a form; without a flow, those of a new one. A switch that the flow lacks counts as off. */
export function formValues<T extends Record<string, Field>>(fields: T, flow: Flow | null): FormValues<T> {
  const values = {};
  for (const [path, field] of Object.entries(fields)) {
    const { life, kind, restore } = field;
    if (path.includes("/*") || kind === "whole" || life === "made" || life === "copy" || restore) continue;
    plantAt(values, path, controlValue(field, path, flow));
  }
  return values as FormValues<T>;
}
