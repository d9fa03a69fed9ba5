import { readSettings } from "./settings";
import { startSandbox } from "./start";

try {
  const running = await startSandbox(readSettings(process.env));
  const ready = { sandbox: "ready", url: running.url, controlUrl: running.controlUrl };
  const stop = () => {
    void running.close().then(() => process.exit(0));
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, stop);
  // A sandbox started as somebody's child must not outlive that process.
  process.once("disconnect", stop);
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  process.send?.(ready);
} catch (error) {
  process.stderr.write(`sandbox: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
