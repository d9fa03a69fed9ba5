import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ExportPlace, exportAddress, proofAddress } from "./export-kinds";
import { exportRun } from "./export-run";
import type { ExportSink } from "./export-sink";

const SEQUENCES = [3, 4, 8, 21, 22];
const SIZE = 30;
const BYTES = new TextEncoder();

interface Sample {
  format: "ndjson" | "csv" | "ocsf";
  proven: boolean;
  first: string;
  line: (sequence: number) => string;
  last: string;
}

const SAMPLES: Sample[] = [
  {
    format: "ndjson",
    proven: true,
    first: `{"export":{"name":"Ä"}}\n`,
    line: (sequence) => `${JSON.stringify({ sequence, payload: 'a\n"b" é' })}\n`,
    last: `{"end":{"events":5}}\n`,
  },
  { format: "ndjson", proven: false, first: "", line: (sequence) => `{"sequence":${sequence}}\n`, last: "" },
  {
    format: "ocsf",
    proven: false,
    first: "",
    line: (sequence) => `${JSON.stringify({ time: 1, unmapped: { sequence } })}\n`,
    last: "",
  },
  {
    format: "csv",
    proven: false,
    first: "sequence,reason\r\n",
    line: (sequence) => `"${sequence}","he said ""so""\r\n""99"",\nand é went"\r\n`,
    last: "",
  },
];

function textFrom({ first, line, last }: Sample, after: number | null): string {
  const left = SEQUENCES.filter((sequence) => sequence > (after ?? 0));
  return `${after === null ? first : ""}${left.map(line).join("")}${last}`;
}

function memory() {
  let text = "";
  let closed = false;
  const decoder = new TextDecoder();
  const sink: ExportSink = {
    write: async (part) => {
      text += decoder.decode(part, { stream: true });
    },
    close: async () => {
      closed = true;
    },
    discard: async () => {},
  };
  return { sink, read: () => ({ text, closed }) };
}

/**
 * An answer in pieces. With `breaksAt` the connection is lost after so many bytes, or ends there as if it were
 * complete.
 */
function answer(text: string, piece: number, breaksAt: number | null, quietly: boolean): Response {
  const all = BYTES.encode(text);
  const end = breaksAt === null ? all.length : Math.min(breaksAt, all.length);
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (at < end) {
        controller.enqueue(all.slice(at, Math.min(at + piece, end)));
        at += piece;
      } else if (breaksAt === null || quietly) controller.close();
      else controller.error(new TypeError("network error"));
    },
  });
  return new Response(body, { headers: { "X-Audit-Checkpoint-Size": String(SIZE) } });
}

describe("an export", () => {
  it("that breaks off anywhere, and is resumed, becomes the same file", async () => {
    const breaks = fc.array(fc.nat(400), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...SAMPLES),
        fc.integer({ min: 1, max: 90 }),
        breaks,
        async (sample, piece, cuts) => {
          const { sink, read } = memory();
          const requested: ExportPlace[] = [];
          const ask = async (place: ExportPlace) => {
            requested.push(place);
            return answer(textFrom(sample, place.after), piece, cuts[requested.length - 1] ?? null, false);
          };
          const run = exportRun({ kind: sample, sink, ask, onProgress: () => {} });
          let { state } = await run.run(new AbortController().signal);
          for (let attempts = 0; state !== "done" && attempts < 5; attempts += 1) {
            ({ state } = await run.run(new AbortController().signal));
          }
          expect(read()).toEqual({ text: textFrom(sample, null), closed: true });
          expect(run.progress()).toMatchObject({ events: SEQUENCES.length, sequence: 22, size: SIZE });
        },
      ),
      { numRuns: 150 },
    );
  });

  it("with proof is not done before its last line is there, even when the connection ends in peace", async () => {
    const [proven] = SAMPLES;
    if (!proven) throw new Error("no sample");
    const { sink, read } = memory();
    const whole = textFrom(proven, null);
    const ask = async () => answer(whole, 50, BYTES.encode(whole).length - proven.last.length, true);
    const run = exportRun({ kind: proven, sink, ask, onProgress: () => {} });
    expect(await run.run(new AbortController().signal)).toEqual({ state: "cut" });
    expect(read().closed).toBe(false);
  });

  it("that is refused says why, and writes nothing", async () => {
    const { sink, read } = memory();
    const ask = async () => Response.json({ title: "Broken", code: "conflict" }, { status: 409 });
    const run = exportRun({ kind: { format: "csv", proven: false }, sink, ask, onProgress: () => {} });
    const end = await run.run(new AbortController().signal);
    expect(end).toMatchObject({ state: "refused", problem: { title: "Broken", status: 409 } });
    expect(read()).toEqual({ text: "", closed: false });
  });

  it("whose file can't be written can't be resumed", async () => {
    const { sink } = memory();
    const full = { ...sink, write: async () => Promise.reject(new Error("disk full")) };
    const ask = async () => answer(`{"sequence":1}\n`, 50, null, false);
    const run = exportRun({
      kind: { format: "ndjson", proven: false },
      sink: full,
      ask,
      onProgress: () => {},
    });
    expect(await run.run(new AbortController().signal)).toEqual({ state: "unwritable" });
  });

  it("that the person stops is cancelled, not cut", async () => {
    const { sink } = memory();
    const stop = new AbortController();
    const ask = async (_: ExportPlace, signal: AbortSignal) => {
      stop.abort();
      signal.throwIfAborted();
      return new Response();
    };
    const run = exportRun({ kind: { format: "csv", proven: false }, sink, ask, onProgress: () => {} });
    expect(await run.run(stop.signal)).toEqual({ state: "cancelled" });
  });
});

describe("the address of an export", () => {
  const kind = { format: "ndjson" as const, proven: true };

  it("has the filters, and the checkpoint and the last event when it is resumed", () => {
    expect(exportAddress("/api/audit-events", "actor=ada&q=a+b", kind)).toBe(
      "/api/audit-events/export?format=ndjson&proof=1&actor=ada&q=a+b",
    );
    expect(exportAddress("/api/x", "", { format: "csv", proven: false }, { after: 7, size: 30 })).toBe(
      "/api/x/export?format=csv&size=30&after=7",
    );
  });

  it("begins again, of the same checkpoint, where no event arrived", () => {
    expect(exportAddress("/api/x", "", kind, { after: null, size: 30 })).not.toContain("after");
  });

  it("of the proof names the checkpoint that the file was made of", () => {
    expect(proofAddress("/api/x", "q=a", 30)).toBe("/api/x/export?q=a&format=proof&size=30");
  });
});
