import "server-only";

/**
 * A long piece of work as lines of JSON: what it tells on the way, and at last its result.
 * @param work is handed a function that tells (what it tells while nobody reads is kept), and a signal for when the
 *   reader has left
 */
export async function* linesWithProgress<Told, Result>(
  work: (tell: (news: Told) => void, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<string> {
  const told: string[] = [];
  let wake = () => {};
  let ended = false;
  const reader = new AbortController();
  const result = work((news) => {
    told.push(`${JSON.stringify(news)}\n`);
    wake();
  }, reader.signal).finally(() => {
    ended = true;
    wake();
  });
  // Awaited below; until then a failure must not count as unhandled.
  result.catch(() => {});
  try {
    while (!ended) {
      yield* told.splice(0);
      if (ended || told.length > 0) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    yield* told.splice(0);
    yield `${JSON.stringify(await result)}\n`;
  } finally {
    reader.abort();
  }
}
