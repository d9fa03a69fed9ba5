import type { ServerResponse } from "node:http";

/** One HTTP answer: a JSON value, or ready-made text with its own content type. */
export type Answer =
  | { status: number; json: unknown }
  | { status: number; text: string; contentType: string };

/** The bytes of an answer's body, as text, and its content type. */
export function renderAnswer(answer: Answer): { status: number; text: string; contentType: string } {
  if ("text" in answer) return answer;
  const text = JSON.stringify(answer.json);
  return { status: answer.status, text, contentType: "application/json; charset=utf-8" };
}

/** Sends an answer in one piece. Does nothing when the client has gone. */
export function sendAnswer(response: ServerResponse, answer: Answer): void {
  if (response.destroyed || response.headersSent) return;
  const { status, text, contentType } = renderAnswer(answer);
  const bytes = Buffer.from(text);
  const headers: Record<string, string | number> = { "content-length": bytes.length };
  if (contentType) headers["content-type"] = contentType;
  response.writeHead(status, headers);
  response.end(bytes);
}
