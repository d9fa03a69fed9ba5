import type { FieldValues, UseFormReturn } from "react-hook-form";
import { type FlowKind, flowKindLabel } from "@/lib/flows/model/flow";
import { isJsonObject } from "@/lib/json/json-value";
import { sendRequest } from "../../http/send-request";
import { importPreview } from "../files/import-shapes";
import type { Taken } from "../json/take-over";
import { replaceValues } from "../values/nested-values";
import { valuesFromRequest } from "./json-request";

interface NewFlowForm<Values extends FieldValues> {
  form: UseFormReturn<Values>;
  /** The values that the form began with. */
  initial: Values;
  /** The address under `/api` that the request goes to. */
  apiPath: string;
  kind: FlowKind;
}

function refused(why: string): Taken {
  return { kind: "refused", why };
}

/** Fields of a request that the form has no control for are left out, and named as such. */
function fill<Values extends FieldValues>({ form, initial }: NewFlowForm<Values>, request: object) {
  const whole = valuesFromRequest(initial, request);
  if ("values" in whole) {
    replaceValues(form, initial, whole.values);
    return [];
  }
  const without = structuredClone(request);
  for (const { path } of whole.errors) removeAt(without, path.slice(1).split("/"));
  const rest = valuesFromRequest(initial, without);
  if ("values" in rest) replaceValues(form, initial, rest.values);
  return whole.errors.map(({ path, message }) => ({ path, why: message }));
}

function removeAt(target: object, [first = "", ...rest]: string[]): void {
  if (!isJsonObject(target)) return;
  const inner = target[first];
  if (rest.length === 0) delete target[first];
  else if (isJsonObject(inner)) removeAt(inner, rest);
}

/** Has the server read a whole flow, and puts what a new one can have into the form. */
export async function takeOver<Values extends FieldValues>(
  target: NewFlowForm<Values>,
  document: Record<string, unknown>,
): Promise<Taken> {
  const workspacePath = target.apiPath.slice(0, target.apiPath.lastIndexOf("/"));
  const path = `${workspacePath}/imports/preview`;
  const answer = await sendRequest("POST", path, { body: { files: [document] }, answer: importPreview });
  if (!answer.ok) return refused(answer.problem.detail ?? answer.problem.title);
  const [item] = answer.data.items;
  if (!item?.kind) return refused(item?.missing[0]?.message ?? "This is no flow.");
  if (item.kind !== target.kind) {
    const words = flowKindLabel(item.kind === "call_flow" ? "call_flow" : "message_flow").toLowerCase();
    return refused(`This is a ${words}. Bring it in where ${words}s are made.`);
  }
  const unshown = fill(target, item.request);
  return {
    kind: "taken",
    dropped: [...item.dropped, ...unshown],
    mapped: item.mapped.map(({ path: at, to }) => ({ path: at, words: `${to.name} (${to.id})` })),
    missing: item.missing,
  };
}
