import "server-only";

/** A generator's texts as the body of an answer. Each is made when the reader has room, and none after the reader left. */
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
 * Runs long work and returns lines of JSON: its reports, and at last its result. The work begins at once, and unread
 * reports stay in memory, so it should report little. When it fails, the answer breaks off.
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
      // The stream is closed once its reader has left.
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
