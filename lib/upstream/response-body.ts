import "server-only";
import { UpstreamError } from "./upstream-error";

/** A larger answer is refused while it streams in, so that it can't exhaust the portal's memory. */
const LARGEST_ANSWER = 8 * 1024 * 1024;
/** An error's message is at its start, so the rest is not read. */
const LARGEST_ERROR = 64 * 1024;

function unusable(status: number, what: string): UpstreamError {
  return new UpstreamError({ kind: "invalid", message: `The upstream answered ${what}`, status, sent: true });
}

/** Collects the bytes of an answer, up to a limit that depends on its status. */
export class BodyReader {
  private readonly chunks: Uint8Array[] = [];
  private size = 0;
  private readonly largest: number;

  constructor(status: number) {
    this.largest = status >= 200 && status < 300 ? LARGEST_ANSWER : LARGEST_ERROR;
  }

  add(chunk: Uint8Array): "read" | "too_large" {
    this.size += chunk.length;
    this.chunks.push(chunk);
    return this.isTooLarge() ? "too_large" : "read";
  }

  isTooLarge(): boolean {
    return this.size > this.largest;
  }

  bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
}

/**
 * Returns the body of a 2xx answer, parsed.
 * @throws UpstreamError of kind `invalid` for a body that is not JSON, broken or larger than 8 MiB
 */
export function jsonOf(status: number, contentType: string | string[] | undefined, body: Buffer): unknown {
  const type =
    String(contentType ?? "")
      .split(";")[0]
      ?.trim()
      .toLowerCase() ?? "";
  if (!/^application\/([\w.+-]+\+)?json$/.test(type))
    throw unusable(status, "with something that is not JSON");
  if (body.length > LARGEST_ANSWER) throw unusable(status, "with more than 8 MiB");
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw unusable(status, "with broken JSON");
  }
}

/** Returns the start of an error answer's body. */
export function errorText(body: Buffer): string {
  return body.toString("utf8").slice(0, LARGEST_ERROR);
}
