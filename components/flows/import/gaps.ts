import { fieldLabel, flowField } from "@/lib/flows/fields/flow-fields";
import type { FlowKind } from "@/lib/flows/model/flow";
import { jsonPointer, plantAt, pointerSteps, valueAt } from "@/lib/json/json-pointer";
import { isJsonObject, type JsonObject } from "@/lib/json/json-value";
import type { PreviewedFlow } from "./preview-flows";

/** How somebody can complete what a document lacks. */
export type GapWay =
  /** One thing of a list of the workspace. */
  | { how: "pick"; list: string; isList: boolean }
  /** One of some words. */
  | { how: "choice"; words: Record<string, string> }
  | { how: "text" }
  /** A value that only its owner knows, and nobody may read on the way. */
  | { how: "secret" }
  /** Nothing here can complete it: the flow stays out. */
  | { how: "none" };

/** Something that a document lacks in this workspace. */
export interface Gap {
  /** Tells it from the other gaps of its flow. */
  key: string;
  path: string;
  label: string;
  message: string;
  way: GapWay;
  /** Whether a flow can be made without it; that is a choice, and not what happens by itself. */
  mayStayEmpty: boolean;
}

/** What was chosen or typed for gaps, by their keys; "" is left empty by choice. */
export type Fills = Readonly<Record<string, string>>;

const LISTS: Record<string, (kind: FlowKind) => string> = {
  "/agent": (kind) => `agents?kind=${kind === "call_flow" ? "call" : "omni"}`,
  "/folderId": () => "folders",
  "/settings/knowledgeBases": () => "knowledge-bases",
};

const HEADER = /^\/webhooks\/\d+\/headers\//;

function wayOf(kind: FlowKind, path: string): GapWay {
  const list = LISTS[path]?.(kind);
  if (list !== undefined) return { how: "pick", list, isList: path === "/settings/knowledgeBases" };
  if (HEADER.test(path)) return { how: "secret" };
  const field = flowField(kind, path);
  if (field?.kind === "choice" && field.words) return { how: "choice", words: field.words };
  if (field?.kind === "filled" || field?.kind === "text") return { how: "text" };
  return { how: "none" };
}

function labelOf(path: string): string {
  const [, place = "", , header] = HEADER.test(path) ? pointerSteps(path) : [];
  return header === undefined ? fieldLabel(path) : `Header ${header} of webhook ${Number(place) + 1}`;
}

/** Returns what is to complete before a flow can be brought in. */
export function gapsOf({ kind, missing }: Pick<PreviewedFlow, "kind" | "missing">): Gap[] {
  const gaps = new Map<string, Gap>();
  for (const { path, message } of missing) {
    const way = wayOf(kind, path);
    // A list may lack several things. Of all others, what the document says of it is better than that a request needs it.
    const key = way.how === "pick" && way.isList ? `${path} ${message}` : path;
    const isNeeded = kind === "message_flow" && path === "/agent";
    const mayStayEmpty = way.how === "pick" && !isNeeded;
    gaps.set(key, { key, path, label: labelOf(path), message, way, mayStayEmpty });
  }
  return [...gaps.values()];
}

/** Whether a gap is completed. */
export function isFilled(gap: Gap, fills: Fills): boolean {
  const fill = fills[gap.key];
  if (fill === undefined || gap.way.how === "none") return false;
  return fill.trim() !== "" || gap.mayStayEmpty;
}

/** Whether all that a flow lacks is completed. */
export function isComplete(gaps: readonly Gap[], fills: Fills): boolean {
  return gaps.every((gap) => isFilled(gap, fills));
}

/** Puts the value of a header into its webhook: a list is on the way there. */
function setHeader(request: JsonObject, path: string, value: string): void {
  const [, place = "", , header = ""] = pointerSteps(path);
  const headers = valueAt(request, jsonPointer(["webhooks", place, "headers"]));
  if (isJsonObject(headers)) plantAt(headers, jsonPointer([header]), value);
}

/** Returns the request for a new flow with what was chosen and typed. */
export function filledRequest(
  flow: Pick<PreviewedFlow, "request">,
  gaps: readonly Gap[],
  fills: Fills,
): JsonObject {
  const request: JsonObject = structuredClone(flow.request);
  for (const { key, path, way } of gaps) {
    const fill = fills[key];
    if (fill === undefined || fill === "") continue;
    if (way.how === "pick" && way.isList) {
      const present = valueAt(request, path);
      const ids: unknown[] = Array.isArray(present) ? present : [];
      plantAt(request, path, [...new Set([...ids, fill])]);
    } else if (way.how === "secret") setHeader(request, path, fill);
    else plantAt(request, path, fill);
  }
  return request;
}
