import { randomUUID } from "node:crypto";
import type { JobRunner } from "@/lib/jobs/run-jobs";
import { runToEnd } from "./job-steps";
import type { TestWorkspace } from "./open-portal";
import type { PortalAnswer, PortalClient } from "./portal-client";

/** What somebody wants copied where. */
export interface TransferBody {
  sources: {
    workspace: string;
    kind: "call_flow" | "message_flow";
    id: string;
    back?: { to: number; from: number };
  }[];
  targets: { workspace: string; flow?: string }[];
  choices?: Record<string, unknown>;
}

/** The body of a transfer of flows of one workspace, which all are of one kind. */
export function transferOf(
  from: TestWorkspace,
  ids: readonly string[],
  to: readonly TestWorkspace[],
  choices: Record<string, unknown> = {},
  kind: "call_flow" | "message_flow" = "call_flow",
): TransferBody {
  return {
    sources: ids.map((id) => ({ workspace: from.slug, kind, id })),
    targets: to.map(({ slug }) => ({ workspace: slug })),
    choices,
  };
}

export async function previewTransfer(client: PortalClient, body: TransferBody): Promise<PortalAnswer> {
  return await client.call("POST", "/api/transfers/preview", { body });
}

/** Begins a transfer as it was previewed a moment ago. */
export async function applyTransfer(
  client: PortalClient,
  body: TransferBody,
  { fingerprint, headers = {} }: { fingerprint?: string; headers?: Record<string, string> } = {},
): Promise<PortalAnswer> {
  const known = fingerprint ?? (await previewTransfer(client, body)).json.fingerprint;
  return await client.call("POST", "/api/transfers", {
    body: { ...body, fingerprint: known },
    headers: { "idempotency-key": randomUUID(), ...headers },
  });
}

/** Lets a transfer go on until it has nothing left to do, by some replicas at the same time; returns its receipt. */
export async function receiptOf(
  client: PortalClient,
  id: string,
  runners?: readonly JobRunner[],
): Promise<PortalAnswer["json"]> {
  await runToEnd(client, id, runners);
  return (await client.get(`/api/transfers/${id}`)).json;
}

/** Copies flows, and returns the receipt. */
export async function transfer(client: PortalClient, body: TransferBody): Promise<PortalAnswer["json"]> {
  const begun = await applyTransfer(client, body);
  if (begun.status !== 202) throw new Error(`no transfer: ${begun.status} ${begun.text}`);
  return await receiptOf(client, begun.json.id);
}
