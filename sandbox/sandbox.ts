import type { RateLimit } from "./api/rate-limit";
import type { FaultRules } from "./faults/rules";
import type { RequestLog } from "./log";
import type { Generation, UpdateMode } from "./settings";
import type { History } from "./state/history";
import type { Store } from "./state/store";

/** The settings that the control port can switch while the sandbox runs. */
export type LiveSettings = {
  generation: Generation;
  update: UpdateMode;
  requestsPerMinute: number;
  /** By how much the upstream's clock runs ahead of the true time; negative when it is behind. */
  clockOffsetMs: number;
  /** Whether answers carry a `Date` header. */
  dateHeader: boolean;
  /** How `createdAt` and `updatedAt` are spelled; `generation` leaves that to the edition of the documents. */
  dates: "generation" | "milliseconds" | "seconds";
  /** Whether a change of a flow moves its `updatedAt`. */
  updatedAtMoves: boolean;
};

/** The settings that no variable sets, as they are at the start. */
export const honestClock = {
  clockOffsetMs: 0,
  dateHeader: true,
  dates: "generation",
  updatedAtMoves: true,
} as const;

/** The parts that the API server and the control server share. */
export type Sandbox = {
  store: Store;
  live: LiveSettings;
  rateLimit: RateLimit;
  faults: FaultRules;
  log: RequestLog;
  history: History;
  /** The upstream's clock, with its offset. */
  now: () => Date;
  /** The true time: for the log, the history and the request budget. */
  trueNow: () => Date;
};
