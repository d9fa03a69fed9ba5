/** A write as the upstream wants it: sent at most once, never retried. */
export interface WireRequest {
  method: "POST" | "PUT";
  path: string;
  body: Record<string, unknown>;
}
