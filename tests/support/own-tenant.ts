import { randomBytes } from "node:crypto";
import { askSandbox } from "./sandbox-control";

/** The tenants that the sandbox makes for the demo. */
export const DEMO_TENANTS = {
  dental: { id: "6764d172953253138a3a7001", name: "Harbour Dental" },
  home: { id: "6764d172953253138a3a7002", name: "Northwind Home Services" },
};

interface Row {
  _id?: string;
  workspaceId?: string;
}
type SandboxState = Record<string, Row[]>;

/** Replaces the beginning of every id, with the same text for all, so that references stay right. */
function withOtherIds(rows: Row[], beginning: string): Row[] {
  return JSON.parse(JSON.stringify(rows).replaceAll(/"[0-9a-f]{8}([0-9a-f]{16})"/g, `"${beginning}$1"`));
}

/**
 * Copies a tenant of the sandbox with all that belongs to it, under ids of its own.
 * @param apiKey the copy's only key
 * @returns the copy's id
 */
export async function copyDemoTenant(
  controlUrl: string,
  workspaceId: string,
  apiKey: string,
): Promise<string> {
  const state = await askSandbox<SandboxState>(controlUrl, "GET", "/state");
  const beginning = randomBytes(4).toString("hex");
  const isOurs = (row: Row) => row.workspaceId === workspaceId || row._id === workspaceId;
  for (const rows of Object.values(state)) rows.push(...withOtherIds(rows.filter(isOurs), beginning));
  await askSandbox(controlUrl, "PUT", "/state", state);
  const copy = `${beginning}${workspaceId.slice(beginning.length)}`;
  await askSandbox(controlUrl, "POST", "/tenants", { key: apiKey, workspaceId: copy });
  return copy;
}
