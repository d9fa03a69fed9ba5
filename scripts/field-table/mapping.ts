import type { Field, Kind } from "@/lib/flows/fields/field";
import { takes } from "@/lib/flows/fields/field";
import { flowFields } from "@/lib/flows/fields/flow-fields";
import type { FlowKind } from "@/lib/flows/model/flow";
import { rulesOf } from "./field-rules";
import type { RuleKey } from "./rules";

/** One field in the portal: its controls, its names at the upstream, and the tests that show that it works. */
export interface FieldMapping {
  path: string;
  /** The control in the form of a new flow, or why there is none. */
  create: string;
  update: string;
  /** Its name in the create request, with a remark after a comma; null where no create request takes it. */
  createRequest: string | null;
  updateRequest: string | null;
  newer: string | null;
  older: string | null;
  rules: RuleKey[];
}

const CONTROLS: Partial<Record<Kind, string>> = {
  flag: "switch",
  seconds: "seconds",
  choice: "choice",
  texts: "list of texts",
  json: "list of JSON values",
};

const JSON_VIEW = /^\/(workspaceId|createdAt|updatedAt|gemini_prompt|locations|webhooks\/\*\/id)$/;
const WEBHOOK = /^\/webhooks\/\*\//;

/** Controls of existing flows about which there is more to say. */
const REMARKS: Record<string, Partial<FieldMapping>> = {
  "/direction": { update: "choice; inbound stays unless changed" },
  "/promptType": {
    create: "none: always sent as simple",
    update: "none: always sent as simple, with a warning where it reads otherwise",
  },
  "/dynamicVariableCollections/*/id": { update: "text, until it is stored" },
  "/settings/security/securityOptOut": { update: "none: no update takes it" },
  "/webhooks": { update: "cards: add only; existing ones are read-only, since the upstream only appends" },
  "/webhooks/*/headers/*/name": {
    update: "text, of an added webhook; read-only after that",
    createRequest: "webhooks[].headers, its keys",
    updateRequest: "webhooks[].headers, its keys",
  },
  "/webhooks/*/headers/*/value": {
    update: "secret text, of an added webhook; never shown after that: it may be a secret",
    createRequest: "webhooks[].headers, its values",
    updateRequest: "webhooks[].headers, its values",
  },
};
const OF_KIND: Record<FlowKind, Record<string, Partial<FieldMapping>>> = {
  call_flow: { "/autopilot": { update: "switch, where the flow has it" } },
  message_flow: {
    "/direction": {},
    "/autopilot": { updateRequest: "toggleAutopilot, or the toggle's own path" },
    "/initiationMessage": {
      newer: "initiationMessage, but not after an update",
      older: "initiationMessage, after creating and toggling only",
    },
    "/settings/knowledgeBases": { create: "none: no create request takes it" },
  },
};

/** Returns a path in the notation of requests: `webhooks[].url` for `/webhooks/*\/url`. */
function dotted(path: string): string {
  return path.slice(1).replaceAll("/*", "[]").replaceAll("/", ".");
}

function createCell({ life }: Field, control: string): string {
  if (life === "later") return "none: no create request takes it";
  if (life === "made") return "none: it does not exist yet";
  return life === "copy" ? "none: a copy, sent as the field at the top; the JSON view takes it" : control;
}

function updateCell(path: string, { life }: Field, control: string): string {
  if (life === "made") {
    return `read-only${JSON_VIEW.test(path) ? ", in the JSON view" : ""}: the upstream makes it`;
  }
  if (life === "copy") return "read-only, in the JSON view: a copy";
  if (WEBHOOK.test(path)) {
    return `${control}, of an added webhook; read-only after that: nothing can change one`;
  }
  if (path.startsWith("/settings/knowledgeBaseFiles/*")) return "read-only part of the list";
  return life === "fixed" ? "read-only: the upstream fixes it at creation" : control;
}

function answered(path: string, field: Field, generation: "newer" | "older"): string | null {
  const name = field.spelled?.answer;
  const spelled = name ? dotted(path).replace(/[^.]*$/, name) : dotted(path);
  if (field.answeredBy !== undefined && field.answeredBy !== generation) return null;
  if (generation === "newer") {
    return path.includes("/variables") && WEBHOOK.test(path)
      ? `${spelled}, or variablesforcallflow as sent`
      : spelled;
  }
  // Upstream quirks Q3 and Q10: older answers call it `callSetting`, and have the webhooks under `settings`.
  return (path.startsWith("/webhooks") ? `settings.${spelled}` : spelled).replace(
    ".callSettings.",
    ".callSetting.",
  );
}

function requestName(kind: FlowKind, path: string, field: Field, verb: "create" | "update"): string | null {
  const inItems = path.includes("/*") && field.life !== "made";
  const added = inItems && (WEBHOOK.test(path) || field.life !== "later" || verb === "update");
  if (
    !(added || (takes(verb, field) && !path.includes("/*")) || (verb === "create" && field.kind === "whole"))
  )
    return null;
  if (path.startsWith("/flowData") && verb === "update") return null;
  const name = dotted(path);
  if (verb === "create") {
    const flat = kind === "message_flow" ? name.replace(".workingHours.", ".") : name;
    return WEBHOOK.test(path) ? flat.replace("[].variables", "[].variablesforcallflow") : flat;
  }
  if (path === "/autopilot") return "toggleAutopilot";
  return name.replace(".callSettings.", ".callSetting.");
}

function rowOf(kind: FlowKind, path: string, field: Field): FieldMapping {
  const control = field.control ?? CONTROLS[field.kind] ?? "text";
  return {
    path,
    create: createCell(field, control),
    update: updateCell(path, field, control),
    createRequest: requestName(kind, path, field, "create"),
    updateRequest: requestName(kind, path, field, "update"),
    newer: answered(path, field, "newer"),
    older: answered(path, field, "older"),
    rules: rulesOf(kind, path, field),
    ...(OF_KIND[kind][path] ?? REMARKS[path]),
  };
}

const rowsOf = (kind: FlowKind) => flowFields(kind).map(([path, field]) => rowOf(kind, path, field));

/** The rows of the table for each kind of flow. */
export const MAPPING: Record<FlowKind, readonly FieldMapping[]> = {
  call_flow: rowsOf("call_flow"),
  message_flow: rowsOf("message_flow"),
};
