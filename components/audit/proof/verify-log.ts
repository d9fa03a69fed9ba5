import type { ChainReport } from "@/lib/audit/verify/verify-chain";
import { flag, number, object, orNull, text } from "../../http/answer-shape";
import { type Problem, readProblem } from "../../http/problem";

/** Reads a stream of lines of JSON as they arrive. A last line without its end has broken off, and is dropped. */
async function* jsonLines(body: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let unfinished = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const lines = (unfinished + decoder.decode(piece.value, { stream: true })).split("\n");
    unfinished = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line);
  }
}

/** The number of recomputed events, and of all events. */
export interface VerifyProgress {
  checked: number;
  of: number;
}

export type VerifyOutcome =
  | { state: "done"; report: ChainReport }
  | { state: "failed"; problem: Problem }
  | { state: "cancelled" };

const CUT: Problem = {
  title: "The connection broke off",
  status: 0,
  code: "offline",
  detail: "The log was not verified to its end. Try again.",
};

const isReport = object<ChainReport>({
  events: number,
  ok: flag,
  firstBad: orNull(object<NonNullable<ChainReport["firstBad"]>>({ sequence: number, problem: text })),
  head: orNull(object<NonNullable<ChainReport["head"]>>({ sequence: number, hash: text })),
  checkpoint: orNull(
    object<NonNullable<ChainReport["checkpoint"]>>({ size: number, root: text, time: text, keyId: text }),
  ),
  unsigned: number,
  retired: number,
});
const isProgress = object<VerifyProgress>({ checked: number, of: number });

/**
 * Recomputes a log on the server.
 * @param ask requests the verification with its progress
 * @param onProgress called with the progress
 */
export async function verifyLog(
  ask: () => Promise<Response>,
  onProgress: (progress: VerifyProgress) => void,
  signal: AbortSignal,
): Promise<VerifyOutcome> {
  try {
    const response = await ask();
    if (!response.ok) {
      const body = await response.json().catch(() => null);
      const problem = readProblem(response.status, body, response.headers.get("Retry-After"));
      return { state: "failed", problem };
    }
    for await (const news of response.body ? jsonLines(response.body) : []) {
      if (isReport(news)) return { state: "done", report: news };
      if (isProgress(news)) onProgress(news);
    }
  } catch {
    if (signal.aborted) return { state: "cancelled" };
  }
  return { state: "failed", problem: CUT };
}
