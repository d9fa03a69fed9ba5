/** What a request to one workspace of an upstream needs. Holds the key in clear: never log or serialise it. */
export interface UpstreamConnection {
  /** Without a trailing path of the API, for example `https://api.trillet.ai`. */
  baseUrl: string;
  /** The workspace's id at the upstream. */
  workspaceId: string;
  apiKey: string;
  /** Milliseconds from sending to the complete answer. */
  timeoutMs: number;
  /**
   * Books requests on the key's budget, once before each HTTP request. Throws an `UpstreamError` of kind
   * `rate_limited` when there is none left; nothing is sent then.
   */
  spend: (requests: number) => Promise<void>;
}
