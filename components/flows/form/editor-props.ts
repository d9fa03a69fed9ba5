import type { FlowDrift } from "@/lib/mirror/drift";

/** What an editor of either kind of flow is given. */
export interface EditorProps<Flow> {
  workspace: { slug: string; requireReason: boolean };
  /** Whose unsaved edits this device keeps. */
  userId: string;
  flow: Flow;
  etag: string;
  /** The agent's name, where it is known. */
  agentName: string | null;
  /** How the flow stands to what was last agreed to here; null while nothing is stored yet. */
  drift: FlowDrift | null;
}
