import { createRateLimit } from "./api/rate-limit";
import { createApiServer } from "./api/server";
import { createControlServer } from "./control/server";
import { ensureDemo } from "./demo/ensure-demo";
import { createFaultRules } from "./faults/rules";
import { closeServer, listen } from "./http/listen";
import { createRequestLog } from "./log";
import { honestClock, type LiveSettings, type Sandbox } from "./sandbox";
import { defaultSettings, type SandboxSettings } from "./settings";
import { createHistory } from "./state/history";
import { openStore } from "./state/store";

export type RunningSandbox = {
  /** Where the API is, without a trailing slash. */
  url: string;
  /** Where the control endpoint is, without a trailing slash. */
  controlUrl: string;
  /** Stops both servers at once, cutting off their open requests. */
  close(): Promise<void>;
};

/**
 * Starts the sandbox in this process.
 * @param overrides settings that differ from the defaults; tests pass port 0 for both servers.
 * @param now the clock; a test may pass its own.
 * @throws Error with one clear line: a port in use, or a state folder that cannot be used.
 */
export async function startSandbox(
  overrides: Partial<SandboxSettings> = {},
  now: () => Date = () => new Date(),
): Promise<RunningSandbox> {
  const settings = { ...defaultSettings, ...overrides };
  const sandbox = assemble(settings, now);
  const { demoKeys } = settings;
  if (demoKeys.length > 0) sandbox.store.change((state) => ensureDemo(state, demoKeys, now()));

  const api = createApiServer(sandbox);
  const control = createControlServer(sandbox);
  const port = await listen(api, settings.port, settings.host, "SANDBOX_PORT");
  let controlPort: number;
  try {
    // Always loopback, even when the API is offered to a whole network: the control port has no lock.
    controlPort = await listen(control, settings.controlPort, "127.0.0.1", "SANDBOX_CONTROL_PORT");
  } catch (error) {
    await closeServer(api);
    throw error;
  }
  return {
    url: `http://${reachable(settings.host)}:${port}`,
    controlUrl: `http://127.0.0.1:${controlPort}`,
    close: async () => {
      await Promise.all([closeServer(api), closeServer(control)]);
    },
  };
}

function assemble(settings: SandboxSettings, now: () => Date): Sandbox {
  const { generation, update, requestsPerMinute } = settings;
  const live: LiveSettings = { generation, update, requestsPerMinute, ...honestClock };
  return {
    store: openStore(settings.stateFolder),
    live,
    rateLimit: createRateLimit(),
    faults: createFaultRules(),
    log: createRequestLog(),
    history: createHistory(),
    now: () => new Date(now().getTime() + live.clockOffsetMs),
    trueNow: now,
  };
}

/** An address that a client on this machine can use. */
function reachable(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}
