import { diffFlows } from "@/lib/flows/diff/diff-flows";
import { takes } from "@/lib/flows/fields/field";
import { flowField, isDocumented } from "@/lib/flows/fields/flow-fields";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import { type Flow, isCallFlow, type StoredFlow } from "@/lib/flows/model/flow";
import { plantAt, valueAt } from "@/lib/json/json-pointer";
import type { FlowPatch } from "./apply-patch";
import { updateCallFlowSchema } from "./call-flow-requests";
import { updateMessageFlowSchema } from "./message-flow-requests";
import { toFieldErrors } from "./schema-errors";

/** A field that an earlier state had otherwise, and that stays as it is. */
export interface NotRestored {
  path: string;
  why: string;
}

export interface RestorePlan {
  /** The patch to write; null when no field that can be written differs. */
  patch: FlowPatch | null;
  notRestored: NotRestored[];
}

/** Returns the reason that a field can't be restored; null when it can be written. */
function obstacle(path: string, wanted: StoredFlow, current: Flow): string | null {
  const kind = isCallFlow(current) ? "call_flow" : "message_flow";
  const field = flowField(kind, path);
  if (!isDocumented(kind, path)) return "No document of Trillet names this, so it stays as it is";
  if (wanted.kept?.some((kept) => `${path}/`.startsWith(`${kept.path}/`))) {
    return "The earlier value is stored in a form that Switchboard doesn't read";
  }
  if (field?.life === "appended") return "Trillet can only add webhooks, never change or remove one";
  if (!field || !takes("update", field) || field.restore === "never") {
    return "Trillet can't change this field after creation";
  }
  if (path === "/autopilot" && (current as CallFlow).autopilot === undefined)
    return "This flow has no autopilot";
  if (current.kept?.some((kept) => path.startsWith(`${kept.path}/`))) {
    return "The present value around it is stored in a form that Switchboard doesn't read";
  }
  const value = valueAt(wanted, path);
  return value === null || value === undefined ? "The earlier state did not say what it was" : null;
}

function patchOf(paths: string[], wanted: StoredFlow): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const path of paths) plantAt(patch, path, valueAt(wanted, path));
  return patch;
}

/**
 * Works out how to restore an earlier state of a flow: the fields that can be written, and the others with the reason.
 * A value that today's rules refuse stays as it is too, such as the direction "inbound" (upstream quirk Q7).
 *
 * @param current the flow as it is, as stored
 * @param wanted the earlier state, as stored
 */
export function planRestore(current: StoredFlow, wanted: StoredFlow): RestorePlan {
  const notRestored: NotRestored[] = [];
  let paths: string[] = [];
  for (const { path } of diffFlows(current, wanted)) {
    const why = obstacle(path, wanted, current);
    if (why === null) paths.push(path);
    else notRestored.push({ path, why });
  }
  const schema = isCallFlow(current) ? updateCallFlowSchema : updateMessageFlowSchema;
  while (paths.length > 0) {
    const parsed = schema.safeParse(patchOf(paths, wanted));
    if (parsed.success) return { patch: parsed.data, notRestored };
    const errors = toFieldErrors(parsed.error);
    const blamed = paths.filter((path) => errors.some((error) => `${error.path}/`.startsWith(`${path}/`)));
    // An error that names no single field of ours would never go away, so nothing is written.
    const dropped = blamed.length > 0 ? blamed : paths;
    for (const path of dropped) {
      const error = errors.find((item) => `${item.path}/`.startsWith(`${path}/`)) ?? errors[0];
      notRestored.push({ path, why: error?.message ?? "The value is not valid any more" });
    }
    paths = paths.filter((path) => !dropped.includes(path));
  }
  return { patch: null, notRestored };
}
