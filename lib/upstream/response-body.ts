import "server-only";
import { JSONParser } from "@streamparser/json";
import { parseExactly } from "@/lib/json/exact-numbers";
import { isJsonObject, type JsonObject } from "@/lib/json/json-value";
import { UpstreamError } from "./upstream-error";

/** A larger answer can only be a mistake, which must not exhaust the portal's memory. What grows with use is far below. */
const LARGEST_ANSWER = 256 * 1024 * 1024;
/** A list beyond this is read row by row as it streams in: it is as large as all the prompts of a workspace. */
const LARGEST_WHOLE_LIST = 1024 * 1024;
/** An error's message is at its start, so the rest is not read. */
const LARGEST_ERROR = 64 * 1024;

/** Removes from a row of a list, in place, what its reader doesn't need. */
export type ThinRow = (row: JsonObject) => void;

function unusable(status: number, what: string): UpstreamError {
  return new UpstreamError({ kind: "invalid", message: `Trillet answered ${what}`, status, sent: true });
}

/** Reads JSON as it arrives, and thins each row of a list as soon as it is complete. */
class RowParser {
  private readonly parser = new JSONParser({ paths: ["$", "$.*", "$.*.*"] });
  private value: unknown;
  private isBroken = false;

  constructor(thin: ThinRow) {
    this.parser.onValue = ({ value, parent, stack }) => {
      if (stack.length === 0) this.value = value;
      // The rows are the answer itself, or are below one of its keys (upstream quirk Q18).
      else if (Array.isArray(parent) && isJsonObject(value)) thin(value);
    };
    this.parser.onError = () => {
      this.isBroken = true;
    };
  }

  write(chunk: Uint8Array): void {
    if (!this.isBroken) this.parser.write(chunk);
  }

  /** @throws SyntaxError for a text that is not JSON */
  end(): unknown {
    if (this.isBroken || !this.parser.isEnded) throw new SyntaxError("broken JSON");
    return this.value;
  }
}

/** Collects an answer's body, up to a limit that depends on its status. */
export class BodyReader {
  private chunks: Uint8Array[] = [];
  private size = 0;
  private rows: RowParser | null = null;
  private readonly largest: number;

  /** @param thin for a list; without it the body is kept as it is */
  constructor(
    private readonly status: number,
    private readonly thin: ThinRow | null,
  ) {
    this.largest = this.isSuccess() ? LARGEST_ANSWER : LARGEST_ERROR;
  }

  add(chunk: Uint8Array): "read" | "too_large" {
    this.size += chunk.length;
    if (this.rows) this.rows.write(chunk);
    else this.chunks.push(chunk);
    if (this.thin && this.isSuccess() && !this.rows && this.size > LARGEST_WHOLE_LIST)
      this.readByRow(this.thin);
    return this.isTooLarge() ? "too_large" : "read";
  }

  isTooLarge(): boolean {
    return this.size > this.largest;
  }

  /**
   * Returns the body of a 2xx answer, parsed.
   * @throws UpstreamError of kind `invalid` for a body that is not JSON, broken or larger than anything in use
   */
  json(contentType: string | string[] | undefined): unknown {
    const type =
      String(contentType ?? "")
        .split(";")[0]
        ?.trim()
        .toLowerCase() ?? "";
    if (!/^application\/([\w.+-]+\+)?json$/.test(type)) {
      throw unusable(this.status, "with something that is not JSON");
    }
    if (this.isTooLarge()) throw unusable(this.status, "with more than 256 MiB");
    try {
      return this.rows ? this.rows.end() : parseExactly(this.bytes().toString("utf8"));
    } catch {
      throw unusable(this.status, "with broken JSON");
    }
  }

  /** Returns the start of an error answer's body. */
  errorText(): string {
    return this.bytes().toString("utf8").slice(0, LARGEST_ERROR);
  }

  private isSuccess(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  private readByRow(thin: ThinRow): void {
    this.rows = new RowParser(thin);
    for (const chunk of this.chunks) this.rows.write(chunk);
    this.chunks = [];
  }

  private bytes(): Buffer {
    return Buffer.concat(this.chunks);
  }
}
