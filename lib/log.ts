import "server-only";
import pino from "pino";

interface Output {
  /** The lines of this turn of the event loop. */
  waiting: string;
  write: (lines: string) => void;
}

/** Next loads modules once per bundle; a process has one standard output. */
const shared = globalThis as { switchboardLog?: Output };

function open(): Output {
  const destination = pino.destination({ dest: 1, sync: true });
  const output: Output = { waiting: "", write: (lines) => destination.write(lines) };
  // A process that ends by itself, also by an error that nobody caught, says what it still has to say.
  process.once("exit", () => writeWaiting(output));
  return output;
}

function writeWaiting(output: Output): void {
  const { waiting } = output;
  output.waiting = "";
  if (waiting !== "") output.write(waiting);
}

function add(line: string): void {
  shared.switchboardLog ??= open();
  const output = shared.switchboardLog;
  if (output.waiting === "") setImmediate(writeWaiting, output);
  output.waiting += line;
}

/**
 * Writes one JSON line per event to standard output. Callers log named fields only: no bodies, no headers, no keys.
 *
 * The lines of one turn of the event loop are written together at its end. To wake whoever reads them takes half a
 * millisecond, and an answer goes out first. A process that is killed loses the lines of that turn.
 */
export const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write: add });
