import { type Field, takes } from "@/lib/flows/fields/field";
import { flowFields } from "@/lib/flows/fields/flow-fields";
import type { FlowKind } from "@/lib/flows/model/flow";

/** What a flow may name that exists in its own workspace only. */
export const REFERENCE_KINDS = ["call_agent", "omni_agent", "folder", "knowledge_base"] as const;
export type ReferenceKind = (typeof REFERENCE_KINDS)[number];

/**
 * How the value of a field comes into another workspace.
 * - `as_it_is`: with the map's words in its texts.
 * - `address`: with its host mapped.
 * - `reference`: what the map says for it.
 * - `webhooks`: as a multiset, of which only missing ones are added.
 * - `choice`: only where somebody says so for this transfer.
 * - `by_hand`: no request can bring it there.
 * - `never`: it means something in its own workspace only, or gives a right.
 */
export type Way =
  | { how: "as_it_is" | "address" | "webhooks" | "choice" }
  | { how: "reference"; to: ReferenceKind }
  | { how: "by_hand"; why: string }
  | { how: "never"; why: string };

const AS_IT_IS: Way = { how: "as_it_is" };
const SPECIAL: Way = { how: "never", why: "Only some workspaces may have such flows" };

/** The ways that don't follow from the tables of fields. */
const OWN_WAYS: Record<FlowKind, Record<string, Way>> = {
  call_flow: {
    "/agent": { how: "reference", to: "call_agent" },
    "/folderId": { how: "reference", to: "folder" },
    "/settings/knowledgeBases": { how: "reference", to: "knowledge_base" },
    "/settings/knowledgeBaseFiles": {
      how: "by_hand",
      why: "Files don't travel between workspaces: upload them in Trillet's dashboard",
    },
    "/webhooks": { how: "webhooks" },
    "/isActive": { how: "choice" },
    "/autopilot": { how: "choice" },
    "/isGlobal": SPECIAL,
    "/isPreConfigured": SPECIAL,
    "/preConfiguredWorkspaceId": SPECIAL,
    "/settings/security/securityOptOut": { how: "never", why: "No answer of Trillet's says it" },
  },
  message_flow: {
    "/agent": { how: "reference", to: "omni_agent" },
    "/isActive": { how: "choice" },
    "/autopilot": { how: "choice" },
  },
};

function wayOf(kind: FlowKind, path: string, field: Field): Way {
  const own = OWN_WAYS[kind][path];
  if (own) return own;
  if (typeof field.copy === "object") return { how: "never", why: field.copy.never };
  return field.kind === "address" || field.kind === "url" ? { how: "address" } : AS_IT_IS;
}

/** A field that a request may set, and how its value comes into another workspace. */
export interface TravellingField {
  path: string;
  field: Field;
  way: Way;
  /** Whether an update can bring it about. */
  canUpdate: boolean;
}

function travelling(kind: FlowKind): TravellingField[] {
  return flowFields(kind).flatMap(([path, field]) => {
    if (path.includes("/*") || !(takes("create", field) || takes("update", field)) || field.life === "copy")
      return [];
    return [{ path, field, way: wayOf(kind, path, field), canUpdate: takes("update", field) }];
  });
}

const FIELDS: Record<FlowKind, readonly TravellingField[]> = {
  call_flow: travelling("call_flow"),
  message_flow: travelling("message_flow"),
};

/** Returns the fields of a kind of flow that requests may set, in the order of the tables. */
export function travellingFields(kind: FlowKind): readonly TravellingField[] {
  return FIELDS[kind];
}
