/** Reads a stream of lines of JSON as they arrive. A last line without its end has broken off, and is dropped. */
export async function* jsonLines(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let unfinished = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const lines = (unfinished + decoder.decode(piece.value, { stream: true })).split("\n");
    unfinished = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line);
  }
}
