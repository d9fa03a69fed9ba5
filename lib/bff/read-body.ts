import "server-only";
import { Problem } from "@/lib/problems/problem";

const MOST_BYTES = 1024 * 1024;

async function readText(request: Request): Promise<string> {
  const tooLarge = new Problem("too_large", "The body may have at most 1 MiB");
  if (Number(request.headers.get("content-length") ?? 0) > MOST_BYTES) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) break;
    size += part.value.byteLength;
    if (size > MOST_BYTES) {
      await reader?.cancel();
      throw tooLarge;
    }
    chunks.push(part.value);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Problem("malformed_json", "The body is not valid UTF-8");
  }
}

/**
 * The request's JSON body, read up to 1 MiB.
 * @throws Problem `unsupported_media_type`, `too_large` or `malformed_json`
 */
export async function readJsonBody(request: Request): Promise<unknown> {
  const mediaType = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") {
    throw new Problem("unsupported_media_type", "Send the body as application/json");
  }
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("malformed_json", "The body could not be read as JSON");
  }
}
