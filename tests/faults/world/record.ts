import type { HttpClient } from "@/tests/support/http-client";

export type FlowKind = "call" | "message";

/** Somebody who writes through the portal. */
export interface Person {
  email: string;
  client: HttpClient;
}

/** A workspace of the portal, and the tenant behind it. */
export interface Workspace {
  slug: string;
  upstreamId: string;
  apiKey: string;
  omniFlowAgentId: string;
}

/** A flow, by where it is. */
export interface FlowAt {
  workspace: Workspace;
  kind: FlowKind;
  id: string;
}

/** What a client was told of a write. */
export interface Told {
  at: number;
  status: number;
  code: string | null;
  etag: string | null;
  changeId: string | null;
  /** The flow that a success shows. */
  flow: Record<string, unknown> | null;
  replayed: boolean;
}

/** One write that a client asked for, under one key, and all that it was told of it. */
export interface Write {
  /** Unique; also the reason of the change, so that its events can be found. */
  tag: string;
  /** The name of the story that it belongs to. */
  story: string;
  person: Person;
  workspace: Workspace;
  kind: FlowKind;
  verb: "create" | "update";
  /** Null for a create. */
  flowId: string | null;
  key: string;
  ifMatch: string | null;
  body: Record<string, unknown>;
  /** What the write wants, by JSON pointer, as the upstream stores it. */
  intent: Record<string, unknown>;
  /** 0 until it is sent for the first time. */
  startedAt: number;
  /** When each request for it was under way; one that got no answer may be so for ever. */
  windows: { from: number; to: number | null }[];
  /** Null for a request that got no answer. */
  told: (Told | null)[];
}

/** An edit in the vendor's dashboard, with a tag in the value that it sets. */
export interface OutsideEdit {
  tag: string;
  /** The name of the story that it belongs to. */
  story: string;
  flow: FlowAt;
  path: string;
}

/** All that happened in one round, as the clients know it. */
export interface RoundRecord {
  writes: Write[];
  edits: OutsideEdit[];
  /** Flows that somebody made in the dashboard, and the portal knew before the faults began. */
  known: (FlowAt & { story: string })[];
  /** What took longer than it may. */
  delays: { story: string; what: string; ms: number; allowedMs: number }[];
  /** When the last write that comes late at the upstream has been carried out. */
  lateUntil: number;
}
