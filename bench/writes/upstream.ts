import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const ready = z.object({
  url: z.url(),
  key: z.string(),
  workspaceId: z.string(),
  flows: z.array(z.string()),
});

/** The stand-in for the upstream that both sides write to. */
export type BenchUpstream = z.output<typeof ready> & { pid: number; stop: () => void };

/**
 * Starts it with so many call flows.
 * @throws Error when its process ends before it is ready
 */
export async function startUpstream(flows: number): Promise<BenchUpstream> {
  const script = fileURLToPath(new URL("fast-upstream.ts", import.meta.url));
  const child = fork(script, [String(flows)], { execArgv: ["--import", "tsx"] });
  const message = await new Promise<unknown>((settle, refuse) => {
    child.once("message", settle);
    child.once("exit", (code) => refuse(new Error(`the upstream's stand-in ended with ${code}`)));
  });
  return { ...ready.parse(message), pid: child.pid ?? 0, stop: () => child.kill() };
}
