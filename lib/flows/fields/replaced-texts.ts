import { FLOW_KINDS, type FlowKind, isCallFlow, type StoredFlow } from "@/lib/flows/model/flow";
import { jsonPointer, pointerSteps, valueAt } from "@/lib/json/json-pointer";
import { type Field, takes } from "./field";
import { flowField, flowFields, tablePath } from "./flow-fields";
import { type FlowText, isFreeForm, searchedTexts } from "./searched-texts";

/** Why a text that is found can't be replaced: no document of the upstream's has a request for it. */
const NOT_CHANGEABLE = "Trillet can't change it once the flow exists";
const IN_ANOTHER_FORM =
  "Trillet stores something beside it that Switchboard doesn't read, and that would be lost";

/** Whether a row is of words that people look for; ids are shown by other names. */
const hasWords = ({ kind, searched }: Field) => typeof searched === "string" && kind !== "id";

/** Returns the reason that the words of a field stay; null where a replacement may change them. */
function obstacle(field: Field): string | null {
  if (field.replaced) return field.replaced.not;
  return takes("update", field) && field.life !== "appended" ? null : NOT_CHANGEABLE;
}

/** Returns the paths of the fields, as the tables write them, whose words a replacement may change. */
export function replacedFields(kind: FlowKind): string[] {
  const rows = flowFields(kind).filter(([, field]) => hasWords(field) && obstacle(field) === null);
  return rows.map(([path]) => path);
}

/** The fields of either kind of flow, each once. */
export const REPLACED_FIELDS: readonly string[] = [...new Set(FLOW_KINDS.flatMap(replacedFields))];

/** A reason, and the names of the fields that it is for. */
export interface LeftAlone {
  why: string;
  fields: string[];
}

function byReason(rows: readonly { label: string; why: string }[]): LeftAlone[] {
  const reasons = new Map<string, Set<string>>();
  for (const { label, why } of rows) reasons.set(why, (reasons.get(why) ?? new Set()).add(label));
  return [...reasons].map(([why, labels]) => ({ why, fields: [...labels] }));
}

const rowsOfBoth = () => FLOW_KINDS.flatMap((kind) => flowFields(kind).map(([, field]) => ({ kind, field })));

/** What find and replace doesn't read, by reason. */
export const NOT_SEARCHED: readonly LeftAlone[] = byReason([
  ...rowsOfBoth().flatMap(({ field: { label, searched } }) =>
    typeof searched === "object" ? [{ label, why: searched.not }] : [],
  ),
  { label: "Values that Switchboard has no field for", why: "Trillet doesn't say what they are" },
  { label: "Credentials in transfers, steps and addresses", why: "A secret" },
]);

/** What find and replace reads and can't change, by reason. */
export const NOT_REPLACED: readonly LeftAlone[] = byReason(
  rowsOfBoth().flatMap(({ kind, field }) => {
    const why = hasWords(field) ? obstacle(field) : null;
    // Of call flows most of them can be changed.
    const label = kind === "message_flow" ? `${field.label} (message flow)` : field.label;
    return why === null ? [] : [{ label, why }];
  }),
);

/** A text of a flow, with its field. */
export interface TextOfField extends FlowText {
  /** The path of its field, as the tables write it. */
  field: string;
  /** Why it can't be replaced; null where it can. */
  why: string | null;
}

/** Returns the field that a text belongs to: its own row, or the one of the value without a shape around it. */
function fieldAround(kind: FlowKind, path: string): { field: string; row: Field } | null {
  for (let steps = pointerSteps(path); steps.length > 0; steps = steps.slice(0, -1)) {
    const at = jsonPointer(steps);
    const row = flowField(kind, at);
    if (row && hasWords(row)) return { field: tablePath(at), row };
  }
  return null;
}

/** Returns the path of what an update sets as a whole to change a text: the list around it, or the field itself. */
export function setAsWhole(path: string): string {
  const steps = pointerSteps(path);
  const position = steps.findIndex((step) => /^\d+$/.test(step));
  return position === -1 ? path : jsonPointer(steps.slice(0, position));
}

function isIn(path: string, other: string): boolean {
  return `${path}/`.startsWith(`${other}/`);
}

/** The name and what is said about a flow: no part of the texts that a search reads with hits of their own. */
function headTexts(kind: FlowKind, flow: StoredFlow): FlowText[] {
  const rows = flowFields(kind).filter(([, row]) => hasWords(row) && row.searched !== "text");
  return rows.flatMap(([path]) => {
    const text = valueAt(flow, path);
    return typeof text === "string" && text !== "" ? [{ path, text }] : [];
  });
}

/**
 * Returns the texts of a flow that find and replace reads, in the order of the tables: those that it may replace as they are
 * in the flow, the others without credentials.
 */
export function replacedTexts(flow: StoredFlow): TextOfField[] {
  const kind: FlowKind = isCallFlow(flow) ? "call_flow" : "message_flow";
  const kept = flow.kept ?? [];
  return [...headTexts(kind, flow), ...searchedTexts(kind, flow)].flatMap(({ path, text }) => {
    const around = fieldAround(kind, path);
    if (!around) return [];
    const { field, row } = around;
    const why = obstacle(row);
    if (why !== null) return [{ path, text, field, why }];
    const whole = valueAt(flow, path);
    // A credential was taken out. In a text of its own everybody who reads the flow sees it; here nobody does.
    if (typeof whole !== "string" || (isFreeForm(row) && whole !== text)) return [];
    const list = setAsWhole(path);
    const isKept = kept.some((value) => isIn(value.path, list) || isIn(list, value.path));
    return [{ path, text: whole, field, why: isKept ? IN_ANOTHER_FORM : null }];
  });
}
