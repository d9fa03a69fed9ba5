import type { IncomingHttpHeaders } from "node:http";
import { Client } from "undici";

export interface LoadRequest {
  method: "GET" | "PATCH";
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** What one connection asks, again and again. It asks the next time when it has its answer. */
export interface Lane {
  next: () => LoadRequest;
  /** Gets every answer. @throws Error for one that is not what the lane asked for */
  answered: (status: number, headers: IncomingHttpHeaders, text: string) => void;
}

export interface LoadResult {
  /** Of each request in milliseconds. */
  latencies: number[];
  /** From the first request to the last answer. */
  elapsedMs: number;
}

/** When a load ends: after so much time, or so many requests of each lane. */
export type Until = { ms: number } | { requests: number };

async function runLane(origin: string, lane: Lane, goesOn: (done: number) => boolean): Promise<number[]> {
  const client = new Client(origin, { pipelining: 1 });
  const latencies: number[] = [];
  try {
    while (goesOn(latencies.length)) {
      const started = performance.now();
      const { body, ...request } = lane.next();
      const response = await client.request({ ...request, body: body ?? null });
      const text = await response.body.text();
      latencies.push(performance.now() - started);
      lane.answered(response.statusCode, response.headers, text);
    }
  } finally {
    await client.close();
  }
  return latencies;
}

/**
 * Runs all lanes at once, each on a kept connection of its own.
 * @throws Error of the first lane that got a wrong answer
 */
export async function runLoad(origin: string, lanes: readonly Lane[], until: Until): Promise<LoadResult> {
  const started = performance.now();
  const goesOn = (done: number) =>
    "ms" in until ? performance.now() - started < until.ms : done < until.requests;
  const latencies = (await Promise.all(lanes.map((lane) => runLane(origin, lane, goesOn)))).flat();
  return { latencies, elapsedMs: performance.now() - started };
}
