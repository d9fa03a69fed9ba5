import { z } from "zod";

/** A flow as the upstream answers it; only what is written is checked. */
export const upstreamFlow = z.looseObject({
  _id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
});
export type UpstreamFlow = z.output<typeof upstreamFlow>;

/** Sends a request to the upstream with the portal's key; connections are kept, as `fetch` does by itself. */
export async function askUpstream(method: "GET" | "PUT", id: string, body?: unknown): Promise<UpstreamFlow> {
  const response = await fetch(`${process.env.UPSTREAM_URL}/v1/api/call-flows/${encodeURIComponent(id)}`, {
    method,
    headers: {
      "x-api-key": process.env.UPSTREAM_API_KEY ?? "",
      "x-workspace-id": process.env.UPSTREAM_WORKSPACE_ID ?? "",
      "content-type": "application/json",
    },
    cache: "no-store",
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`the upstream answered ${response.status}`);
  return upstreamFlow.parse(await response.json());
}
