import type { Page } from "playwright-core";

const KEYSTROKES = 30;
/** The time between two keys of a person who types fast. */
const BETWEEN_KEYS_MS = 120;

/**
 * Types in the focused editor, at its cursor, and measures each key from the moment the browser got it
 * until the frame that shows it has been painted.
 *
 * @returns milliseconds for each key, in the order of typing
 * @throws Error if the page painted no frame for some key
 */
export async function measurePromptTyping(page: Page): Promise<number[]> {
  // No function in here has a name of its own: the script loader would name it by a helper that the page lacks.
  await page.evaluate(() => {
    const typing = { times: [] as number[], listening: new AbortController() };
    Object.assign(window, { promptTyping: typing });
    window.addEventListener(
      "keydown",
      (event) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => typing.times.push(performance.now() - event.timeStamp);
        // A message that is sent before a frame is painted arrives after it.
        requestAnimationFrame(() => port2.postMessage(null));
      },
      { capture: true, signal: typing.listening.signal },
    );
  });
  await page.keyboard.type("abcdefghi ".repeat(KEYSTROKES / 10), { delay: BETWEEN_KEYS_MS });
  await page.waitForFunction(
    (expected) => (window as unknown as TypingWindow).promptTyping.times.length >= expected,
    KEYSTROKES,
  );
  return await page.evaluate(() => {
    const { times, listening } = (window as unknown as TypingWindow).promptTyping;
    listening.abort();
    return times;
  });
}

interface TypingWindow {
  promptTyping: { times: number[]; listening: AbortController };
}
