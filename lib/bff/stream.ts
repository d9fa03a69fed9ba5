import "server-only";

/** A generator's texts as the body of an answer. The next one is made when the reader has room, and none after it left. */
export function streamOf(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = await texts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await texts.return(undefined);
    },
  });
}

/**
 * A long piece of work as lines of JSON: what it reports on the way, and at last its result. It begins at once, and what
 * it reports while nobody reads stays in memory: so it should report little. Where it fails, the answer breaks off.
 *
 * @param work takes a function that reports, and a signal for when the reader has left
 */
export function linesWithProgress<News, Result>(
  work: (report: (news: News) => void, signal: AbortSignal) => Promise<Result>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const reader = new AbortController();
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      // A stream that its reader has left takes nothing more.
      const line = (value: unknown) => {
        if (!reader.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
      };
      // Not awaited: a stream that hasn't started yet is read by nobody.
      work(line, reader.signal)
        .then((result) => {
          line(result);
          if (!reader.signal.aborted) controller.close();
        })
        .catch((error: unknown) => controller.error(error));
    },
    cancel: () => reader.abort(),
  });
}
