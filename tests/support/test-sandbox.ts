import { createHash, randomBytes } from "node:crypto";
import type { LiveSettings } from "@/sandbox/sandbox";
import type { SandboxSettings } from "@/sandbox/settings";
import { startSandbox } from "@/sandbox/start";
import type { TenantIds } from "@/sandbox/state/tenant";
import { askSandbox } from "./sandbox-control";

/** One request that reached the sandbox, in full. */
export interface UpstreamRequest {
  n: number;
  method: string;
  path: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads fields of requests whose shape is what it checks.
  headers: any;
  workspaceId: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  body: any;
  status: number | null;
  fault?: string;
  applied: boolean;
}

export interface SandboxTenant extends TenantIds {
  key: string;
}

/** How the sandbox logs a key: never in clear. */
export function loggedKey(key: string): { last4: string; sha256: string } {
  return { last4: key.slice(-4), sha256: createHash("sha256").update(key).digest("hex") };
}

/** The upstream's stand-in, in this process, with everything that its control port can do. */
export interface TestSandbox {
  url: string;
  /** A new key with a workspace of its own. */
  addTenant(key?: string, workspaceId?: string): Promise<SandboxTenant>;
  /** The API's requests for a workspace, oldest first. */
  requests(workspaceId: string): Promise<UpstreamRequest[]>;
  /** The requests that were not reads. */
  writes(workspaceId: string): Promise<UpstreamRequest[]>;
  fault(rule: Record<string, unknown>): Promise<void>;
  clearFaults(): Promise<void>;
  settings(changes: Partial<SandboxSettings & LiveSettings>): Promise<void>;
  /** Someone edits a flow in the vendor's dashboard. */
  edit(kind: "call" | "message", id: string, fields: Record<string, unknown>): Promise<void>;
  /** A flow as the sandbox stores it, also the fields that it never answers. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads fields of stored flows whose shape is what it checks.
  stored(id: string): Promise<any>;
  /** The whole document of a flow as a database would have it, oddities in place. */
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  document(id: string): Promise<any>;
  /** Replaces what a flow holds beside its documented values, by JSON pointer. */
  oddities(id: string, odd: Record<string, unknown>): Promise<void>;
  /** Changes the stored state as a whole. */
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  changeState(change: (state: any) => void): Promise<void>;
  close(): Promise<void>;
}

export async function openTestSandbox(settings: Partial<SandboxSettings> = {}): Promise<TestSandbox> {
  const running = await startSandbox({ port: 0, controlPort: 0, requestsPerMinute: 0, ...settings });
  // biome-ignore lint/suspicious/noExplicitAny: the control port's answers have many shapes.
  const ask = async (method: string, path: string, body?: unknown): Promise<any> =>
    await askSandbox(running.controlUrl, method, path, body);
  const requests = async (workspaceId: string) => {
    const { entries }: { entries: UpstreamRequest[] } = await ask("GET", "/log");
    return entries.filter((entry) => entry.workspaceId === workspaceId);
  };
  return {
    url: running.url,
    addTenant: async (key = `tk_${randomBytes(16).toString("hex")}`, workspaceId) => {
      const tenant = await ask("POST", "/tenants", {
        key,
        name: "Test",
        ...(workspaceId ? { workspaceId } : {}),
      });
      return { ...tenant, key };
    },
    requests,
    writes: async (workspaceId) => (await requests(workspaceId)).filter(({ method }) => method !== "GET"),
    fault: async (rule) => void (await ask("POST", "/faults", rule)),
    clearFaults: async () => void (await ask("DELETE", "/faults")),
    settings: async (changes) => void (await ask("POST", "/settings", changes)),
    edit: async (kind, id, fields) => void (await ask("PATCH", `/flows/${kind}/${id}`, fields)),
    stored: async (id) => {
      const state = await ask("GET", "/state");
      return [...state.callFlows, ...state.messageFlows].find(({ _id }) => _id === id);
    },
    document: async (id) => await ask("GET", `/flows/${id}`),
    oddities: async (id, odd) => void (await ask("PUT", `/flows/${id}/oddities`, odd)),
    changeState: async (change) => {
      const state = await ask("GET", "/state");
      change(state);
      await ask("PUT", "/state", state);
    },
    close: running.close,
  };
}
