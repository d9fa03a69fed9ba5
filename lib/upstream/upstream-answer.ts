/** A 2xx answer of the upstream. */
export interface UpstreamAnswer {
  status: number;
  /** The parsed body, unchecked. */
  json: unknown;
  /** Milliseconds from sending to the complete answer. */
  durationMs: number;
}
