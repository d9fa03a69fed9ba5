/** Steps longer than this get a line of their own while they run, even where the output is no terminal. */
const SLOW_MS = 1_000;
const TICK_MS = 1_000;

function seconds(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}

/** Writes one line. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/**
 * Runs a step of the start and shows that it is running, and how long it took. On a terminal the line counts up in
 * place; elsewhere (a log) there is a line when a step turns out to be slow, and one when it is done.
 */
export async function step<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  const live = process.stdout.isTTY;
  const show = () => process.stdout.write(`\r  … ${title} (${seconds(started)})`);
  const timer = live ? setInterval(show, TICK_MS) : setTimeout(() => say(`  … ${title}`), SLOW_MS);
  if (live) show();
  try {
    const result = await work();
    if (live) process.stdout.write("\r\u001b[2K");
    if (live || performance.now() - started > SLOW_MS) say(`  ✓ ${title} (${seconds(started)})`);
    return result;
  } catch (error) {
    if (live) process.stdout.write("\r\u001b[2K");
    throw error;
  } finally {
    clearInterval(timer);
    clearTimeout(timer);
  }
}
