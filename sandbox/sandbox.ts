import type { RateLimit } from "./api/rate-limit";
import type { FaultRules } from "./faults/rules";
import type { RequestLog } from "./log";
import type { Generation, UpdateMode } from "./settings";
import type { Store } from "./state/store";

/** The settings that the control port can switch while the sandbox runs. */
export type LiveSettings = { generation: Generation; update: UpdateMode; requestsPerMinute: number };

/** The parts that the API server and the control server share. */
export type Sandbox = {
  store: Store;
  live: LiveSettings;
  rateLimit: RateLimit;
  faults: FaultRules;
  log: RequestLog;
  now: () => Date;
};
