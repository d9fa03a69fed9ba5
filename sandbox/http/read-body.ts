import type { IncomingMessage } from "node:http";

/** Largest request body kept, in bytes. The upstream documents no limit; this one protects the sandbox. */
export const maxBodyBytes = 16 * 1024 * 1024;

/**
 * Reads a whole request body as text.
 * @throws Error when the body is over `maxBodyBytes` or the client went away while sending.
 */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > maxBodyBytes) throw new Error("request body too large");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The JSON value of a text, or undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
