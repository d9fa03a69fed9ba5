import "server-only";
import pino from "pino";

/** One JSON line per event on standard output. Only named fields are ever logged: no bodies, no headers, no keys. */
export const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime });
