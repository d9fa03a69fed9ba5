import { editInDashboard } from "@/sandbox/control/flow-endpoint";
import type { Sandbox } from "@/sandbox/sandbox";
import type { EditFault } from "./rule";

/** The flow that an API path names; null for a list, or for anything else. */
export function flowOfPath(path: string): { kind: "call" | "message"; id: string } | null {
  const found = /^\/v1\/api\/(call|message)-flows\/([^/]+)/.exec(path);
  if (!found?.[2]) return null;
  return { kind: found[1] === "call" ? "call" : "message", id: found[2] };
}

/**
 * Makes the edits of the dashboard that are due before or after a request is carried out. An edit that can't be made is
 * said on stderr: the request itself has nothing to do with it.
 */
export function makeEdits(sandbox: Sandbox, edits: EditFault[], when: EditFault["when"], path: string): void {
  for (const edit of edits.filter((due) => due.when === when)) {
    const flow = edit.flow ?? flowOfPath(path);
    try {
      if (!flow) throw new Error(`no flow in ${path}`);
      editInDashboard(sandbox, flow, edit.patch);
    } catch (error) {
      process.stderr.write(`sandbox: an edit was not made: ${String(error)}\n`);
    }
  }
}
