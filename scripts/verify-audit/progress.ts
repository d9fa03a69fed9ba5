const FIRST_AFTER_MS = 2_000;
const EVERY_MS = 500;
/** The clock is read only now and then: there may be millions of events. */
const EVERY_EVENTS = 500;

/**
 * Shows on a terminal how many events were checked, once the check takes longer; elsewhere nothing.
 * @returns `update`, to be called with the number so far, and `done`, to be called before anything else is printed
 */
export function startProgress(terminal: Pick<NodeJS.WriteStream, "isTTY" | "write">) {
  let next = Date.now() + FIRST_AFTER_MS;
  let shown = false;
  const update = (events: number) => {
    if (!terminal.isTTY || events % EVERY_EVENTS !== 0 || Date.now() < next) return;
    next = Date.now() + EVERY_MS;
    shown = true;
    terminal.write(`\r${events} events checked`);
  };
  const done = () => {
    if (shown) terminal.write("\r\u001b[K");
  };
  return { update, done };
}
