import { createHash } from "node:crypto";
import { z } from "zod";
import { orNull } from "../poll";
import type { FlowAt, Person, Workspace } from "../world/record";
import { portalPath } from "../world/scene";

const fieldChange = z.object({ path: z.string(), before: z.unknown(), after: z.unknown() });
const event = z.object({
  id: z.string(),
  sequence: z.number(),
  settledAt: z.string().nullable(),
  actor: z.object({ type: z.string(), email: z.string().nullable() }),
  action: z.string(),
  outcome: z.enum(["succeeded", "failed", "denied", "unknown"]),
  target: z.object({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() }).nullable(),
  changes: z.array(fieldChange),
  reason: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  integrity: z.object({ previousHash: z.string(), hash: z.string() }),
});
export type LoggedEvent = z.infer<typeof event>;

const page = z.object({ items: z.array(event), nextCursor: z.string().nullable() });
const revision = z.object({
  n: z.number(),
  hash: z.string(),
  source: z.string(),
  by: z.object({ email: z.string() }).nullable(),
});
const revisions = z.object({ items: z.array(revision) });
export type Revision = z.infer<typeof revision>;

/** The events of a workspace, oldest first. */
export async function eventsOf({ client }: Person, { slug }: Workspace): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const more = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await client.call("GET", `/api/workspaces/${slug}/audit-events?limit=200${more}`);
    if (answer.status !== 200) throw new Error(`the events of ${slug}: ${answer.status} ${answer.text}`);
    const { items, nextCursor }: z.infer<typeof page> = page.parse(answer.json);
    events.push(...items);
    cursor = nextCursor;
  }
  return events.reverse();
}

/** The revisions of a flow by number; none when they can't be read. */
export async function revisionsOf({ client }: Person, flow: FlowAt): Promise<Map<number, Revision>> {
  const answer = await orNull(client.call("GET", `${portalPath(flow)}/revisions?limit=200`), 10_000);
  if (answer?.status !== 200) return new Map();
  return new Map(revisions.parse(answer.json).items.map((one) => [one.n, one]));
}

const line = z.object({
  sequence: z.number(),
  payload: z.string(),
  previousHash: z.string(),
  hash: z.string(),
});

/**
 * Checks an exported log as anybody can: each hash covers the one before and the payload, and the export has exactly
 * the events that the list shows.
 *
 * @returns what is wrong, in words
 */
export async function faultsOfExport({ client }: Person, workspace: Workspace): Promise<string[]> {
  const listed = await eventsOf({ client, email: "" }, workspace);
  const answer = await client.call(
    "GET",
    `/api/workspaces/${workspace.slug}/audit-events/export?format=ndjson`,
  );
  if (answer.status !== 200) return [`the export answered ${answer.status}`];
  const lines = answer.text
    .split("\n")
    .filter((text) => text !== "")
    .map((text) => line.parse(JSON.parse(text)));
  const wrong: string[] = [];
  let previous = "";
  for (const [index, { sequence, payload, previousHash, hash }] of lines
    .sort((a, b) => a.sequence - b.sequence)
    .entries()) {
    const computed = createHash("sha256")
      .update(Buffer.from(previous, "hex"))
      .update(payload, "utf8")
      .digest("hex");
    if (sequence !== index + 1) wrong.push(`event ${sequence} is in place ${index + 1}`);
    if (previousHash !== previous || hash !== computed) wrong.push(`the chain breaks at event ${sequence}`);
    previous = hash;
  }
  const exported = new Set(lines.map(({ hash }) => hash));
  for (const { sequence, integrity } of listed) {
    if (!exported.has(integrity.hash)) wrong.push(`event ${sequence} is listed and not exported`);
  }
  return wrong;
}
