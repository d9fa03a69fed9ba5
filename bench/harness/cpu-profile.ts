import type { Readable } from "node:stream";
import { WebSocket } from "undici";
import { z } from "zod";

/** Short enough that a function of a tenth of a millisecond is seen in a few hundred requests. */
const SAMPLING_MICROSECONDS = 250;

const callFrame = z.object({
  functionName: z.string(),
  url: z.string(),
  /** From 0, as in a source map. */
  lineNumber: z.number(),
  columnNumber: z.number(),
});
const cpuProfile = z.object({
  nodes: z.array(z.object({ id: z.number(), callFrame, children: z.array(z.number()).optional() })),
  samples: z.array(z.number()),
  /** Between one sample and the one before, in microseconds. */
  timeDeltas: z.array(z.number()),
});
export type CallFrame = z.output<typeof callFrame>;
export type CpuProfile = z.output<typeof cpuProfile>;

/** Makes a process of Node listen for a debugger; started with `--inspect-port=0` it takes any free port. */
async function openInspector(pid: number, stderr: Readable): Promise<string> {
  return await new Promise((settle) => {
    let said = "";
    const read = (chunk: Buffer) => {
      said += chunk.toString();
      const [, url] = /Debugger listening on (ws:\S+)/.exec(said) ?? [];
      if (!url) return;
      stderr.off("data", read);
      settle(url);
    };
    stderr.on("data", read);
    process.kill(pid, "SIGUSR1");
  });
}

/** One connection to the debugger's port of a process. */
class Inspector {
  private last = 0;
  private readonly waiting = new Map<number, (result: unknown) => void>();

  private constructor(private readonly socket: WebSocket) {
    socket.addEventListener("message", ({ data }) => {
      const { id, result } = z
        .looseObject({ id: z.number().optional(), result: z.unknown() })
        .parse(JSON.parse(String(data)));
      if (id !== undefined) this.waiting.get(id)?.(result);
    });
  }

  static async connect(url: string): Promise<Inspector> {
    const socket = new WebSocket(url);
    await new Promise<void>((settle, refuse) => {
      socket.addEventListener("open", () => settle());
      socket.addEventListener("error", () => refuse(new Error("the debugger's port did not answer")));
    });
    return new Inspector(socket);
  }

  async send(method: string, params: Record<string, unknown> = {}): Promise<unknown> {
    const id = ++this.last;
    const answer = new Promise((settle) => this.waiting.set(id, settle));
    this.socket.send(JSON.stringify({ id, method, params }));
    return await answer;
  }

  close(): void {
    this.socket.close();
  }
}

/**
 * Profiles a running process of Node while `work` goes on, and only then: its start is not in the profile.
 * @param stderr the stream on which the process's own error output arrives
 */
export async function profileDuring<Result>(
  pid: number,
  stderr: Readable,
  work: () => Promise<Result>,
): Promise<{ profile: CpuProfile; result: Result }> {
  const inspector = await Inspector.connect(await openInspector(pid, stderr));
  await inspector.send("Profiler.enable");
  await inspector.send("Profiler.setSamplingInterval", { interval: SAMPLING_MICROSECONDS });
  await inspector.send("Profiler.start");
  const result = await work();
  const stopped = await inspector.send("Profiler.stop");
  inspector.close();
  return { profile: z.object({ profile: cpuProfile }).parse(stopped).profile, result };
}
