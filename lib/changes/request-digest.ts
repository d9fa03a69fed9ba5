import "server-only";
import canonicalize from "canonicalize";
import { MASK } from "@/lib/flows/diff/secret-values";
import type { ConnectedWorkspace } from "@/lib/workspaces/connect";

/**
 * Tells a repeated request from another one. Keyed with the workspace's digest key, since the body may hold secrets
 * and the digest is stored.
 */
export function requestDigest(workspace: ConnectedWorkspace, parts: unknown[]): string {
  return workspace.digest(canonicalize(parts) ?? "");
}

/** A request body fit for the journal: the values of webhook headers, in either of their shapes, are masked. */
export function maskedBody(body: object): unknown {
  return JSON.parse(JSON.stringify(body, (key, value) => (key === "headers" ? maskedHeaders(value) : value)));
}

function maskedHeaders(headers: unknown): unknown {
  if (typeof headers !== "object" || headers === null || Array.isArray(headers)) return headers;
  return Object.fromEntries(Object.keys(headers).map((name) => [name, MASK]));
}
