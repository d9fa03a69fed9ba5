import { flowField, pathsWhere } from "@/lib/flows/fields/flow-fields";
import { hiddenValue } from "./secret-value";

const SECONDS = pathsWhere(({ kind }) => kind === "seconds");

/** What people read for the words of a choice; the same in both kinds of flow, where both have the field. */
function wordOf(path: string, value: string): string | undefined {
  const { words, answers } = flowField("message_flow", path) ?? flowField("call_flow", path) ?? {};
  const known = { ...words, ...(answers === "any" ? {} : answers) };
  return Object.hasOwn(known, value) ? known[value] : undefined;
}

/** What is switched on and off, beside everything under the settings; other yes-or-no values are facts. */
const SWITCHES = /^\/(settings\/|isActive$|autopilot$|isGlobal$|requireReason$)/;

/** A form holds numbers as they were typed. */
function isAmount(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && /^\d+$/.test(value));
}

/** "600 seconds (10 min)": as the upstream counts, and as people do where that is another number. */
function secondsText(seconds: number): string {
  const told = `${seconds} ${seconds === 1 ? "second" : "seconds"}`;
  if (seconds < 60) return told;
  const minutes = `${Math.floor(seconds / 60)} min`;
  const rest = seconds % 60;
  return `${told} (${rest === 0 ? minutes : `${minutes} ${rest} s`})`;
}

/** Gives a single value as a person reads it; the path tells its unit and its known words. */
export function valueText(path: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "Not set";
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

/** Names of what an upstream id stands for, by id. */
export type KnownNames = Readonly<Record<string, string>>;

/** The fields that hold ids of things which have names of their own. */
const HOLDS_IDS = new Set(["/agent", "/settings/knowledgeBases", "/folderId"]);

/** Puts the name before an id where the field holds one and the name is known: "Ava (676b…)". The id always stays. */
export function withNames(path: string, value: unknown, names: KnownNames): unknown {
  if (!HOLDS_IDS.has(path)) return value;
  if (Array.isArray(value)) return value.map((item) => withNames(path, item, names));
  const name = typeof value === "string" && Object.hasOwn(names, value) ? names[value] : undefined;
  return name ? `${name} (${String(value)})` : value;
}
