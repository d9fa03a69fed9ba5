import { randomUUID } from "node:crypto";
import type { HttpClient } from "./http-client";

/**
 * Makes a call flow in one workspace, and begins to copy it to another one.
 * @returns the id of the copy
 * @throws Error when the portal refuses it
 */
export async function startCopy(client: HttpClient, from: string, to: string): Promise<string> {
  const made = await client.call<{ id: string }>("POST", `/api/workspaces/${from}/call-flows`, {
    body: { name: "Copied door", direction: "outbound", promptType: "simple", prompt: "First" },
    headers: { "idempotency-key": randomUUID() },
  });
  const body = {
    sources: [{ workspace: from, kind: "call_flow", id: made.json.id }],
    targets: [{ workspace: to }],
  };
  const preview = await client.call<{ fingerprint: string }>("POST", "/api/transfers/preview", { body });
  const started = await client.call<{ id: string }>("POST", "/api/transfers", {
    body: { ...body, fingerprint: preview.json.fingerprint },
    headers: { "idempotency-key": randomUUID() },
  });
  if (started.status !== 202) throw new Error(`copying to ${to}: ${started.status} ${started.text}`);
  return started.json.id;
}
