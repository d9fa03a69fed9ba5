/** The edition of the upstream's documents that the sandbox follows. */
export type Generation = "older" | "newer";
/** The effect of an update on a documented field that its body leaves out. */
export type UpdateMode = "merge" | "replace";

export type SandboxSettings = {
  /** API port; 0 means any free one. */
  port: number;
  /** Control port; 0 means any free one. */
  controlPort: number;
  /** Address the API listens on. The control port always listens on loopback. */
  host: string;
  /** Folder the state is kept in; null keeps it in memory only. */
  stateFolder: string | null;
  generation: Generation;
  update: UpdateMode;
  /** Requests a key may make in any 60 seconds; 0 means no limit. */
  requestsPerMinute: number;
  /** API keys for the demo workspaces; empty means no demo data. */
  demoKeys: string[];
};

/** The variables that the sandbox reads. */
export const VARIABLES = {
  port: "SANDBOX_PORT",
  controlPort: "SANDBOX_CONTROL_PORT",
  host: "SANDBOX_HOST",
  stateFolder: "SANDBOX_STATE",
  generation: "SANDBOX_GENERATION",
  update: "SANDBOX_UPDATE",
  requestsPerMinute: "SANDBOX_REQUESTS_PER_MINUTE",
  demoKeys: "SANDBOX_DEMO_KEYS",
} as const satisfies Record<keyof SandboxSettings, string>;

/** The settings without any variable. */
export const defaultSettings: SandboxSettings = {
  port: 4010,
  controlPort: 4011,
  host: "127.0.0.1",
  stateFolder: null,
  generation: "newer",
  update: "merge",
  requestsPerMinute: 60,
  demoKeys: [],
};

/**
 * Reads the sandbox's settings from environment variables.
 * @throws Error whose one-line message names the variable that is wrong.
 */
export function readSettings(env: Record<string, string | undefined>): SandboxSettings {
  return {
    port: wholeNumber(env, VARIABLES.port, defaultSettings.port, 65_535),
    controlPort: wholeNumber(env, VARIABLES.controlPort, defaultSettings.controlPort, 65_535),
    host: env[VARIABLES.host] || defaultSettings.host,
    stateFolder: env[VARIABLES.stateFolder] || null,
    generation: oneOf(env, VARIABLES.generation, ["older", "newer"], defaultSettings.generation),
    update: oneOf(env, VARIABLES.update, ["merge", "replace"], defaultSettings.update),
    requestsPerMinute: wholeNumber(
      env,
      VARIABLES.requestsPerMinute,
      defaultSettings.requestsPerMinute,
      1_000_000,
    ),
    demoKeys: keyList(env, VARIABLES.demoKeys),
  };
}

function wholeNumber(env: Record<string, string | undefined>, name: string, fallback: number, max: number) {
  const text = env[name];
  if (text === undefined || text === "") return fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > max) {
    throw new Error(`${name} must be a whole number from 0 to ${max}, not "${text}"`);
  }
  return value;
}

function oneOf<T extends string>(
  env: Record<string, string | undefined>,
  name: string,
  allowed: readonly T[],
  fallback: T,
): T {
  const text = env[name];
  if (text === undefined || text === "") return fallback;
  const found = allowed.find((value) => value === text);
  if (!found) throw new Error(`${name} must be ${allowed.join(" or ")}, not "${text}"`);
  return found;
}

function keyList(env: Record<string, string | undefined>, name: string): string[] {
  const text = env[name];
  if (!text) return [];
  const keys = text.split(",").map((key) => key.trim());
  // The value itself is a secret, so the message does not repeat it.
  if (keys.length > 2 || keys.some((key) => !/^[\x21-\x7e]{4,}$/.test(key))) {
    throw new Error(
      `${name} must hold one or two keys of at least 4 visible characters, separated by a comma`,
    );
  }
  return keys;
}
