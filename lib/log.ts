import "server-only";
import pino from "pino";

/** Writes one JSON line per event to standard output. Callers log named fields only: no bodies, no headers, no keys. */
export const log = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime });
