import type { Page } from "playwright-core";

const KEYSTROKES = 30;
/** A person who types fast leaves about this much time between two keys. */
const BETWEEN_KEYS_MS = 120;

/**
 * Types in the focused editor, where its cursor stands, and measures each key from the moment the browser got it
 * until the frame that shows it has been painted.
 *
 * @returns milliseconds for each key, in the order of typing
 * @throws Error if the page painted no frame for some key
 */
export async function measurePromptTyping(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    const onKey = (event: KeyboardEvent) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => times.push(performance.now() - event.timeStamp);
      // A message that is sent before a frame is painted arrives after it.
      requestAnimationFrame(() => port2.postMessage(null));
    };
    window.addEventListener("keydown", onKey, { capture: true });
    Object.assign(window, {
      promptTyping: {
        times,
        stop: () => window.removeEventListener("keydown", onKey, { capture: true }),
      },
    });
  });
  await page.keyboard.type("abcdefghi ".repeat(KEYSTROKES / 10), { delay: BETWEEN_KEYS_MS });
  await page.waitForFunction(
    (expected) => (window as unknown as TypingWindow).promptTyping.times.length >= expected,
    KEYSTROKES,
  );
  return await page.evaluate(() => {
    const { times, stop } = (window as unknown as TypingWindow).promptTyping;
    stop();
    return times;
  });
}

interface TypingWindow {
  promptTyping: { times: number[]; stop: () => void };
}
