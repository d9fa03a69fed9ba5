import type { Sandbox } from "@/sandbox/sandbox";

/** The input of a control endpoint. */
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
  /** Returns the JSON answer; `status` is 200 by default. */
  handle(call: ControlCall): { status?: number; json: unknown };
};

/** An invalid control request: answered as 400 or 404 with `{error: "text"}`. */
export class ControlError extends Error {
  readonly status: 400 | 404;

  constructor(message: string, status: 400 | 404 = 400) {
    super(message);
    this.status = status;
  }
}
