import "server-only";
import type { Dispatcher } from "undici";
import { UpstreamError } from "./upstream-error";

/** A larger answer is refused while it streams in, so that it can't exhaust the portal's memory. */
const LARGEST_ANSWER = 8 * 1024 * 1024;
/** An error's message is at its start, so the rest is not read. */
const LARGEST_ERROR = 64 * 1024;

type Response = Dispatcher.ResponseData;

/** The bytes of a body, whose type in the library says nothing of what it is made of. */
async function* chunksOf(body: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError("an answer's body is not made of bytes");
    yield chunk;
  }
}

function unusable(status: number, what: string): UpstreamError {
  return new UpstreamError({ kind: "invalid", message: `The upstream answered ${what}`, status, sent: true });
}

/**
 * Returns the body of a 2xx answer, parsed.
 * @throws UpstreamError of kind `invalid` for a body that is not JSON, broken or larger than 8 MiB
 */
export async function readJsonBody(response: Response): Promise<unknown> {
  const type =
    String(response.headers["content-type"] ?? "")
      .split(";")[0]
      ?.trim()
      .toLowerCase() ?? "";
  if (!/^application\/([\w.+-]+\+)?json$/.test(type))
    throw unusable(response.statusCode, "with something that is not JSON");
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const bytes of chunksOf(response.body)) {
    size += bytes.length;
    if (size > LARGEST_ANSWER) throw unusable(response.statusCode, "with more than 8 MiB");
    chunks.push(bytes);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw unusable(response.statusCode, "with broken JSON");
  }
}

/** Returns the start of an error answer's body, as far as it can be read: the status alone is an answer too. */
export async function readErrorText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const bytes of chunksOf(response.body)) {
      size += bytes.length;
      chunks.push(bytes);
      if (size > LARGEST_ERROR) break;
    }
  } catch {
    // The status has arrived, and it decides. A message that was cut off is only a loss of detail.
  }
  return Buffer.concat(chunks).toString("utf8").slice(0, LARGEST_ERROR);
}
