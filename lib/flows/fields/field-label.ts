import { pointerSteps } from "@/lib/json/json-pointer";
import { flowField, tablePath } from "./flow-fields";

/** What single items of lists, and whole objects, are called. */
const PARTS: Record<string, string> = {
  "/settings": "Settings",
  "/dynamicVariableCollections/*": "Variable collection",
  "/dynamicVariableCollections/*/variables/*": "Variable",
  "/webhooks/*": "Webhook",
  "/flowData/nodes/*": "Flow node",
  "/flowData/edges/*": "Flow edge",
  "/settings/transfers/*": "Transfer",
  "/settings/knowledgeBases/*": "Knowledge base",
  "/settings/knowledgeBaseFiles/*": "Knowledge base file",
  "/settings/callSettings/reminderMessages/*": "Reminder message",
};

/** Turns `someFieldName` into `Some field name`. */
function inWords(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase()
    .replace(/\bapi\b/, "API")
    .trim();
  return words === "" ? "Flow" : words.charAt(0).toUpperCase() + words.slice(1);
}

/** Gives a field's name for people, from its JSON pointer in a flow (a list item by `*` or its position); an unknown one is named after its last step. */
export function fieldLabel(path: string): string {
  const field = flowField("call_flow", path) ?? flowField("message_flow", path);
  return field?.label ?? PARTS[tablePath(path)] ?? inWords(pointerSteps(path).at(-1) ?? "");
}
