import { isUnreadValue } from "@/lib/flows/diff/kept-changes";
import { flowField, pathsWhere } from "@/lib/flows/fields/flow-fields";
import { counted } from "../words/counted";
import { hiddenValue } from "./secret-value";

const SECONDS = pathsWhere(({ kind }) => kind === "seconds");

/** The label of a choice's value; the same in both kinds of flow, where both have the field. */
function wordOf(path: string, value: string): string | undefined {
  const { words, answers } = flowField("message_flow", path) ?? flowField("call_flow", path) ?? {};
  const known = { ...words, ...(answers === "any" ? {} : answers) };
  return Object.hasOwn(known, value) ? known[value] : undefined;
}

/** The fields that are switched on and off; other yes-or-no values are facts. */
const SWITCHES = /^\/(settings\/|isActive$|autopilot$|isGlobal$|requireReason$)/;

/** Whether a value is a number, also as the text that was typed in a form. */
function isAmount(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && /^\d+$/.test(value));
}

/** "600 seconds (10 min)": the upstream's unit, and minutes where that is easier to read. */
function secondsText(seconds: number): string {
  const inSeconds = counted(seconds, "second");
  if (seconds < 60) return inSeconds;
  const minutes = `${Math.floor(seconds / 60)} min`;
  const rest = seconds % 60;
  return `${inSeconds} (${rest === 0 ? minutes : `${minutes} ${rest} s`})`;
}

/** Returns a value that is stored in another form than documented, as JSON. */
export function unreadText(value: unknown): string {
  return `${JSON.stringify(value)} (stored in a form that Switchboard doesn't read)`;
}

/** Returns a single value as a person reads it; its unit and its known words depend on the path. */
export function valueText(path: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "Not set";
  if (isUnreadValue(value)) return unreadText(value.value);
  if (hiddenValue(value)) return "Secret";
  if (typeof value === "boolean") {
    const [yes, no] = SWITCHES.test(path) ? ["On", "Off"] : ["Yes", "No"];
    return value ? yes : no;
  }
  if (SECONDS.has(path) && isAmount(value)) return secondsText(Number(value));
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return wordOf(path, value) || value;
  return JSON.stringify(value);
}

/** Returns a value of a comparison: an empty text is there, and "not set" would say otherwise. */
export function shownValue(path: string, value: unknown): string {
  return value === "" ? "(empty)" : valueText(path, value);
}

/** The names of things at the upstream, by id. */
export type KnownNames = Readonly<Record<string, string>>;

/** The fields whose values are ids of things with names of their own. */
const HOLDS_IDS = new Set(["/agent", "/settings/knowledgeBases", "/folderId"]);

/** Puts the name before an id where the field has one and the name is known: "Ava (676b…)". The id always stays. */
export function withNames(path: string, value: unknown, names: KnownNames): unknown {
  if (!HOLDS_IDS.has(path)) return value;
  if (Array.isArray(value)) return value.map((item) => withNames(path, item, names));
  const name = typeof value === "string" && Object.hasOwn(names, value) ? names[value] : undefined;
  return name ? `${name} (${String(value)})` : value;
}
