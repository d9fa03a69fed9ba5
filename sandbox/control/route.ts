import type { Sandbox } from "@/sandbox/sandbox";

/** What a control endpoint gets. */
export type ControlCall = {
  sandbox: Sandbox;
  params: Record<string, string>;
  query: URLSearchParams;
  /** The parsed JSON body; undefined when there was none. */
  body: unknown;
};

export type ControlRoute = {
  method: string;
  path: string;
  /** Gives the JSON answer; `status` is 200 unless it says otherwise. */
  handle(call: ControlCall): { status?: number; json: unknown };
};

/** A control request that makes no sense: answered as 400 or 404 with `{error: "text"}`. */
export class ControlError extends Error {
  readonly status: 400 | 404;

  constructor(message: string, status: 400 | 404 = 400) {
    super(message);
    this.status = status;
  }
}
