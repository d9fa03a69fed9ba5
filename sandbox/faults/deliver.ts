import type { ServerResponse } from "node:http";
import { type Answer, renderAnswer, sendAnswer } from "@/sandbox/http/answer";
import type { AnswerFault } from "./rule";
import { statusAnswer } from "./status-answer";

/** Another tenant's id, for answers that were mixed up (upstream quirk Q19). */
export const strangerWorkspaceId = "6764d172953253138a3affff";

/**
 * Sends an answer as a fault prescribes. `answer` is the API's own answer, or null when the request was not carried out;
 * `odd` is what an `odd_answer` fault says instead.
 * Returns the status that was sent; null for none.
 */
export function deliver(
  response: ServerResponse,
  fault: AnswerFault | null,
  answer: Answer | null,
  { now, odd }: { now: Date; odd?: unknown },
): number | null {
  const honest = answer ?? { status: 200, json: {} };
  switch (fault?.kind) {
    case "reset":
      response.socket?.resetAndDestroy();
      return null;
    case "hang":
    case "late":
      return null;
    case "odd_answer":
      return send(response, { status: fault.status, json: odd ?? {} });
    case "status":
      return send(response, statusAnswer(fault, now));
    case "malformed":
      return send(response, truncated(honest));
    case "content_type":
      return send(response, { ...renderAnswer(honest), contentType: fault.contentType });
    case "other_workspace":
      return send(response, "json" in honest ? { ...honest, json: moved(honest.json) } : honest);
    case "huge":
      return sendPadded(response, honest, fault.bytes);
    default:
      return send(response, honest);
  }
}

function send(response: ServerResponse, answer: Answer): number {
  sendAnswer(response, answer);
  return answer.status;
}

/** A 200 whose JSON breaks off in the middle, although the HTTP message itself is complete. */
function truncated(answer: Answer): Answer {
  const { text, contentType } = renderAnswer(answer);
  return { status: 200, text: text.slice(0, Math.max(1, Math.floor(text.length / 2))), contentType };
}

function moved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(moved);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [
    name,
    name === "workspaceId" ? strangerWorkspaceId : moved(inner),
  ]);
  return Object.fromEntries(entries);
}

/**
 * Sends valid JSON after a mass of spaces. The length is not announced, so that only a client that counts the bytes it
 * reads is safe.
 */
function sendPadded(response: ServerResponse, answer: Answer, bytes: number): number {
  const { status, text, contentType } = renderAnswer(answer);
  response.writeHead(status, { "content-type": contentType });
  let left = Math.max(0, bytes - Buffer.byteLength(text));
  const spaces = Buffer.alloc(64 * 1024, " ");
  const more = () => {
    while (left > 0 && !response.destroyed) {
      const piece = spaces.subarray(0, left);
      left -= piece.length;
      if (!response.write(piece)) {
        response.once("drain", more);
        return;
      }
    }
    if (!response.destroyed) response.end(text);
  };
  more();
  return status;
}
