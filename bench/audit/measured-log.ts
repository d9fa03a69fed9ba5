import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A log of some size, filled and measured by `log-process.ts`. */
export class MeasuredLog {
  private constructor(
    private readonly child: ChildProcess,
    /** The database's name. */
    readonly database: string,
  ) {}

  /**
   * Makes a log of so many events, which takes from seconds to an hour.
   * @throws Error when its process ends before that
   */
  static async fill(size: number): Promise<MeasuredLog> {
    const script = fileURLToPath(new URL("log-process.ts", import.meta.url));
    const child = fork(script, [String(size)], {
      execArgv: ["--conditions=react-server", "--import", "tsx"],
    });
    return new MeasuredLog(child, await answerOf<string>(child));
  }

  /**
   * Sends one command to its process, and waits until it is done.
   * @throws Error when the process ends instead
   */
  async order<Result = null>(command: "warm" | "round" | "rest" | "end"): Promise<Result> {
    if (!this.child.connected) throw new Error(`the log's process ended with ${this.child.exitCode}`);
    const answer = answerOf<Result>(this.child);
    this.child.send(command);
    return await answer;
  }
}

function answerOf<Result>(child: ChildProcess): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`a log's process ended with ${code}`));
    child.once("exit", onExit);
    child.once("message", (message) => {
      child.off("exit", onExit);
      resolve((message as { result: Result }).result);
    });
  });
}
