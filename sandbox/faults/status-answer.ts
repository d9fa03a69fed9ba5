import type { Answer } from "@/sandbox/http/answer";
import type { AnswerFault } from "./rule";

type StatusFault = Pick<Extract<AnswerFault, { kind: "status" }>, "status" | "shape" | "message">;

const codes: Record<number, string> = {
  400: "validation_error",
  401: "unauthorized",
  403: "forbidden",
  404: "not_found",
  429: "rate_limit_exceeded",
};

/** The made-up error of a `status` fault, in the shape that its rule names (upstream quirk Q21). */
export function statusAnswer({ status, shape, message }: StatusFault, now: Date): Answer {
  const text = message ?? `Injected ${status}`;
  switch (shape) {
    case "object": {
      const error: Record<string, string> = { code: codes[status] ?? "server_error", message: text };
      if (status === 429) error.reset_at = new Date(now.getTime() + 60_000).toISOString();
      return { status, json: { error } };
    }
    case "string":
      return { status, json: { error: text } };
    case "message":
      return { status, json: { message: text } };
    case "text":
      return { status, text, contentType: "text/plain; charset=utf-8" };
    case "html":
      return { status, text: `<html><body><h1>${text}</h1></body></html>`, contentType: "text/html" };
    case "empty":
      return { status, text: "", contentType: "" };
  }
}
