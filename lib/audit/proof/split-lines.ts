import { ExportFault } from "./export-fault";

const NEWLINE = 0x0a;

function decode(decoder: TextDecoder, bytes: Uint8Array, line: number, file: "export" | "proof"): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new ExportFault("not-text", "This line is not UTF-8 text.", { line, file });
  }
}

/**
 * The lines of a file without their newlines. Decodes strictly: a byte that is no text would otherwise turn into a
 * replacement character, and an edit into what was there before.
 *
 * @param bytes the file in pieces, cut anywhere
 * @throws ExportFault naming the line that is no text
 */
export async function* splitLines(
  bytes: AsyncIterable<Uint8Array>,
  file: "export" | "proof" = "export",
): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let pieces: Uint8Array[] = [];
  let line = 1;
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const whole =
        pieces.length === 0
          ? chunk.subarray(start, end)
          : Buffer.concat([...pieces, chunk.subarray(start, end)]);
      pieces = [];
      yield decode(decoder, whole, line, file);
      line += 1;
      start = end + 1;
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  }
  if (pieces.length > 0) yield decode(decoder, Buffer.concat(pieces), line, file);
}
