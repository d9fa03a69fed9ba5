import { hash, type KeyObject } from "node:crypto";
import canonicalize from "canonicalize";
import { checkpointOrigin, writeCheckpoint } from "@/lib/audit/proof/checkpoint-text";
import { consistencyPath } from "@/lib/audit/proof/consistency-proof";
import type { ExportedEvent, ExportHeader, ExportStart } from "@/lib/audit/proof/export-format";
import { inclusionPath } from "@/lib/audit/proof/inclusion-proof";
import { writePublicKey } from "@/lib/audit/proof/keys";
import {
  appendLeaf,
  emptyFrontier,
  frontierRoot,
  leafHash,
  type Subtree,
  type TreeFrontier,
} from "@/lib/audit/proof/merkle-tree";
import { retirementOrigin, writeRetirement } from "@/lib/audit/proof/retirement";
import { signNote } from "@/lib/audit/proof/signed-note";
import { headerDigest, statementOrigin, writeStatement } from "@/lib/audit/proof/statement-text";
import { toHex } from "@/lib/audit/proof/text-forms";

/** The differences between events. */
export interface ExampleContent {
  action: string;
  name: string;
  reason: string | null;
  /** Of the log's format; none, when left out, as in old events. */
  version?: number;
}

export interface ExampleKeys {
  privateKey: KeyObject;
  publicKey: KeyObject;
}

const FIRST_MOMENT = Date.UTC(2026, 0, 5, 9);
const REMOVAL_TIME = "2026-07-01T00:00:00.000Z";
export const EXAMPLE_TIME = "2026-11-22T09:00:00.000Z";

/** An event that follows from the one before, as the database would chain it. */
export function followingEvent(
  before: ExportedEvent | undefined,
  chain: string,
  content: ExampleContent,
): ExportedEvent {
  const sequence = (before?.sequence ?? 0) + 1;
  const occurredAt = new Date(FIRST_MOMENT + sequence * 60_000).toISOString();
  const payload =
    canonicalize({
      ...(content.version === undefined ? {} : { version: content.version }),
      id: `event-${sequence}`,
      occurredAt,
      workspaceId: chain === "portal" ? null : chain,
      actor: { type: "user", id: "u1", email: "ada@example.com", name: content.name, role: "editor" },
      action: content.action,
      outcome: "succeeded",
      target: null,
      reason: content.reason,
    }) ?? "";
  const previousHash = before?.hash ?? "";
  const bytes = Buffer.concat([Buffer.from(previousHash, "hex"), Buffer.from(payload)]);
  return { sequence, payload, previousHash, hash: hash("sha256", bytes, "hex") };
}

/** A chain of events with these contents. */
export function exampleChain(chain: string, contents: ExampleContent[]): ExportedEvent[] {
  const events: ExportedEvent[] = [];
  for (const content of contents) events.push(followingEvent(events.at(-1), chain, content));
  return events;
}

function frontierOf(events: ExportedEvent[]): TreeFrontier {
  const frontier = emptyFrontier();
  for (const event of events) appendLeaf(frontier, leafHash(Buffer.from(event.hash, "hex")));
  return frontier;
}

/** Any subtree over these events. */
export function exampleSubtree(events: ExportedEvent[]): Subtree {
  return async (start, end) => frontierRoot(frontierOf(events.slice(start, end)));
}

/** The signed checkpoint over all these events. */
export function exampleCheckpoint(
  chain: string,
  events: ExportedEvent[],
  keys: ExampleKeys,
  time = EXAMPLE_TIME,
): string {
  const root = frontierRoot(frontierOf(events));
  const text = writeCheckpoint({ chain, size: events.length, root, head: events.at(-1)?.hash ?? "", time });
  return signNote(text, checkpointOrigin(chain), keys.privateKey);
}

export type ExampleRemoval = Pick<ExportStart, "checkpoint" | "statement">;

/** The portal's signed statement when its retention removes these first events of a chain. */
export function exampleRemoval(chain: string, removed: ExportedEvent[], keys: ExampleKeys): ExampleRemoval {
  if (removed.length === 0) return { checkpoint: "", statement: "" };
  const text = writeRetirement({ chain, through: removed.length, time: REMOVAL_TIME });
  return {
    checkpoint: exampleCheckpoint(chain, removed, keys, REMOVAL_TIME),
    statement: signNote(text, retirementOrigin(chain), keys.privateKey),
  };
}

export interface ExampleOptions {
  chain: string;
  events: ExportedEvent[];
  keys: ExampleKeys;
  /** Which events match the filter; all, when left out. */
  matches?: (event: ExportedEvent) => boolean;
  /** How many events retention removed. */
  removed?: number;
  /** Proves consistency with the checkpoint over so many events. */
  since?: number;
  /** Signed the removal and that checkpoint, before it was replaced; the same keys, when left out. */
  formerKeys?: ExampleKeys;
  /** A statement about the removal in place of the portal's own. */
  removal?: ExampleRemoval;
}

async function exampleHeader(options: ExampleOptions): Promise<ExportHeader> {
  const { chain, events, keys, matches, removed = 0, since, formerKeys = keys } = options;
  const earlier = events.slice(0, since ?? 0);
  const path = await consistencyPath(earlier.length, events.length, exampleSubtree(events));
  return {
    version: 1,
    chain,
    name: "Harbour Dental",
    filter: matches ? { action: "call_flow.update" } : {},
    complete: matches === undefined,
    start: {
      sequence: removed,
      hash: events[removed - 1]?.hash ?? "",
      frontier: frontierOf(events.slice(0, removed)).nodes.map(toHex),
      ...(options.removal ?? exampleRemoval(chain, events.slice(0, removed), formerKeys)),
    },
    checkpoint: exampleCheckpoint(chain, events, keys),
    publicKey: writePublicKey(keys.publicKey),
    consistency:
      since === undefined
        ? null
        : {
            checkpoint: exampleCheckpoint(chain, earlier, formerKeys, "2026-06-01T00:00:00.000Z"),
            path: path.map(toHex),
          },
  };
}

/** The lines of an export with proof, made as the portal makes it. */
export async function exampleExport(options: ExampleOptions): Promise<string[]> {
  const { chain, events, keys, matches, removed = 0 } = options;
  const header = await exampleHeader(options);
  const first = JSON.stringify({ export: header });
  const lines = [first];
  for (const event of events.slice(removed)) {
    if (!matches) {
      lines.push(JSON.stringify(event));
    } else if (matches(event)) {
      const path = await inclusionPath(event.sequence - 1, events.length, exampleSubtree(events));
      lines.push(JSON.stringify({ ...event, inclusion: path.map(toHex) }));
    }
  }
  const counted = lines.length - 1;
  const text = writeStatement({
    chain,
    size: events.length,
    filter: canonicalize(header.filter) ?? "",
    events: counted,
    header: headerDigest(first),
    time: EXAMPLE_TIME,
  });
  const statement = signNote(text, statementOrigin(chain), keys.privateKey);
  return [...lines, JSON.stringify({ end: { events: counted, statement } })];
}

/** The lines one after the other, as in a file. */
export async function* asLines(lines: string[]): AsyncGenerator<string> {
  yield* lines;
}
