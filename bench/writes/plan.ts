/** How long everything is measured. */
export interface Plan {
  name: "quick" | "full";
  /** Before anything is measured, so that both sides' code is compiled: they take turns, so that neither lies idle for long. */
  warmUp: { rounds: number; ms: number };
  writes: { rounds: number; ms: number };
  /** Requests of which statements and syncs are counted. */
  counted: number;
  reads: { rounds: number; ms: number };
  /** How long each side is profiled instead. */
  profiledMs: number;
}

/** Connections at a time. */
export const CONNECTIONS = [1, 16];

/** About a minute once both sides run: enough to see a ratio, not to quote it. */
export const QUICK: Plan = {
  name: "quick",
  warmUp: { rounds: 1, ms: 3_000 },
  writes: { rounds: 4, ms: 1_500 },
  counted: 48,
  reads: { rounds: 2, ms: 500 },
  profiledMs: 8_000,
};

/** What is kept in the results: eight minutes or so. */
export const FULL: Plan = {
  name: "full",
  warmUp: { rounds: 6, ms: 5_000 },
  writes: { rounds: 45, ms: 1_000 },
  counted: 192,
  reads: { rounds: 5, ms: 2_000 },
  profiledMs: 20_000,
};
