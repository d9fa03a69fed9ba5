const FIRST_AFTER_MS = 2_000;
const EVERY_MS = 500;
/** The clock is asked only now and then: there may be millions of events. */
const EVERY_EVENTS = 500;

/**
 * Tells on a terminal how many events were checked, once it takes longer; elsewhere nothing.
 * @returns `told` is to be called with the number so far, `done` before anything else is printed
 */
export function startProgress(terminal: Pick<NodeJS.WriteStream, "isTTY" | "write">) {
  let next = Date.now() + FIRST_AFTER_MS;
  let shown = false;
  const told = (events: number) => {
    if (!terminal.isTTY || events % EVERY_EVENTS !== 0 || Date.now() < next) return;
    next = Date.now() + EVERY_MS;
    shown = true;
    terminal.write(`\r${events} events checked`);
  };
  const done = () => {
    if (shown) terminal.write("\r\u001b[K");
  };
  return { told, done };
}
