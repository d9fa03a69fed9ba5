import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  asLines,
  type ExampleOptions,
  exampleChain,
  exampleExport,
  exampleRemoval,
  followingEvent,
} from "@/tests/support/export-example";
import type { ExportedEvent } from "./export-format";
import type { ExportReport } from "./export-report";
import { splitLines } from "./text-forms";
import { verifyExport } from "./verify-export";

const CHAIN = "4f9c1d8e-0f6b-4a7e-9b55-0a2f5b7c9d10";
const OTHER_CHAIN = "9a1b2c3d-4e5f-4071-8293-a4b5c6d7e8f9";
const keys = generateKeyPairSync("ed25519");
const strangerKeys = generateKeyPairSync("ed25519");

const content = fc.record({
  action: fc.constantFrom("call_flow.update", "session.create", "member.remove"),
  name: fc.string({ unit: "grapheme", maxLength: 12 }),
  reason: fc.option(fc.string({ unit: "binary", maxLength: 12 })),
});

/** A random export: of everything, of the rest after retention, or of a filter's events. */
const drawn = fc
  .record({
    contents: fc.array(content, { minLength: 1, maxLength: 14 }),
    selection: fc.option(fc.array(fc.boolean(), { minLength: 14, maxLength: 14 })),
    removed: fc.nat({ max: 4 }),
    since: fc.option(fc.nat({ max: 14 }), { nil: undefined }),
  })
  .map(({ contents, selection, removed, since }): ExampleOptions => {
    const matches = selection ? (event: ExportedEvent) => selection[event.sequence - 1] ?? false : undefined;
    return {
      chain: CHAIN,
      events: exampleChain(CHAIN, contents),
      keys,
      matches,
      removed: selection ? 0 : Math.min(removed, contents.length),
      since: since === undefined ? undefined : Math.min(since, contents.length),
    };
  });

const verify = (lines: string[]) => verifyExport(asLines(lines), { publicKeys: [keys.publicKey] });

async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += 1000) yield bytes.subarray(start, start + 1000);
}

const verifyBytes = (bytes: Buffer): Promise<ExportReport> =>
  verifyExport(splitLines(inPieces(bytes)), { publicKeys: [keys.publicKey] });

/** The number of the event on this line; null on the first and the last. */
function sequenceOn(line: string | undefined): number | null {
  return JSON.parse(line ?? "{}").sequence ?? null;
}

/** Runs a rule over random exports and a random number that picks the place. */
async function forAll(
  rule: (options: ExampleOptions, lines: string[], pick: number) => Promise<void>,
  runs = 150,
) {
  const property = fc.asyncProperty(drawn, fc.nat(), async (options, pick) => {
    await rule(options, await exampleExport(options), pick);
  });
  await fc.assert(property, { numRuns: runs, endOnFailure: true });
}

describe("an export with proof", { timeout: 60_000 }, () => {
  it("verifies unchanged", async () => {
    await forAll(async (options, lines) => {
      const report = await verify(lines);
      expect(report.fault).toBeNull();
      expect(report.verdict).toBe("good");
      expect(report.events).toBe(lines.length - 2);
      expect(report.removed).toBe(options.removed);
    });
  });

  it("does not verify with any one byte of it changed, and the line is named", async () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 }));
    const property = fc.asyncProperty(
      drawn,
      fc.array(change, { minLength: 30, maxLength: 30 }),
      async (options, changes) => {
        const lines = await exampleExport(options);
        const bytes = Buffer.from(`${lines.join("\n")}\n`);
        for (const [place, flip] of changes) {
          const index = place % bytes.length;
          const byte = bytes[index] ?? 0;
          bytes[index] = byte ^ flip;
          const { fault, verdict } = await verifyBytes(bytes);
          const line = bytes.subarray(0, index).filter((one) => one === 0x0a).length + 1;
          const context = `byte ${index} on line ${line}: ${fault?.message}`;
          expect(verdict, context).toBe("bad");
          expect(fault?.line, context).toBe(line);
          if (fault?.code === "hash-differs")
            expect(fault.sequence, context).toBe(sequenceOn(lines[line - 1]));
          bytes[index] = byte;
        }
      },
    );
    await fc.assert(property, { numRuns: 40, endOnFailure: true });
  });

  it("does not verify with any line deleted, and a missing event is named", async () => {
    await forAll(async (options, lines, pick) => {
      const at = pick % lines.length;
      const deleted = sequenceOn(lines[at]);
      const { fault } = await verify(lines.toSpliced(at, 1));
      expect(fault).not.toBeNull();
      if (deleted === null) return;
      if (options.matches) expect(fault?.code).toBe("count-differs");
      else expect(fault).toMatchObject({ sequence: deleted });
      if (!options.matches && deleted < options.events.length) expect(fault?.code).toBe("missing-events");
    });
  });

  it("does not verify with an event inserted, even a correctly hashed one", async () => {
    await forAll(async (options, lines, pick) => {
      const at = 1 + (pick % (lines.length - 1));
      const before = options.events.find((event) => event.sequence === sequenceOn(lines[at - 1]));
      const invented = { action: "call_flow.update", name: "Mallory", reason: null };
      const made = followingEvent(before ?? options.events[(options.removed ?? 0) - 1], CHAIN, invented);
      const line = JSON.stringify(options.matches ? { ...made, inclusion: [] } : made);
      const { fault } = await verify(lines.toSpliced(at, 0, line));
      expect(fault).not.toBeNull();
      // A fitting forged event is found by the next one, which no longer follows from it.
      if (options.matches) {
        expect(fault?.sequence).toBe(made.sequence);
      } else if (made.sequence <= options.events.length) {
        expect(fault).toMatchObject({ code: "repeated", sequence: made.sequence, line: at + 2 });
      }
    });
  });

  it("does not verify with two lines swapped", async () => {
    await forAll(async (options, lines, pick) => {
      const at = pick % (lines.length - 1);
      const swapped = lines.with(at, lines[at + 1] ?? "").with(at + 1, lines[at] ?? "");
      const { fault } = await verify(swapped);
      expect(fault).not.toBeNull();
      const first = sequenceOn(lines[at]);
      const second = sequenceOn(lines[at + 1]);
      if (first === null || second === null) return;
      expect(fault?.sequence).toBe(first);
      expect(fault?.line).toBe(options.matches ? at + 2 : at + 1);
    });
  });

  it("does not verify with a line repeated", async () => {
    await forAll(async (_, lines, pick) => {
      const at = pick % lines.length;
      const { fault } = await verify(lines.toSpliced(at, 0, lines[at] ?? ""));
      expect(fault?.line).toBe(at + 2);
      const sequence = sequenceOn(lines[at]);
      if (sequence !== null) expect(fault).toMatchObject({ code: "repeated", sequence });
    });
  });

  it("does not verify with its tail cut off, wherever the cut is", async () => {
    await forAll(async (options, lines, pick) => {
      const bytes = Buffer.from(lines.join("\n"));
      const length = pick % bytes.length;
      // Nothing in a file that lost all its events shows that it ever had any.
      const verdict = length === 0 ? "unproven" : "bad";
      expect((await verifyBytes(bytes.subarray(0, length))).verdict).toBe(verdict);
      const whole = lines.slice(0, 1 + (pick % (lines.length - 1)));
      const cut = await verify(whole);
      expect(cut.fault?.code).toBe("cut-off");
      const last = sequenceOn(whole.at(-1)) ?? options.removed ?? 0;
      if (!options.matches) expect(cut.fault?.sequence).toBe(last + 1);
    });
  });

  it("does not verify after its chain was replaced by another consistent one", async () => {
    await forAll(async (options, lines, pick) => {
      const contents = options.events.map((_, index) => ({
        action: "call_flow.update",
        name: `Mallory ${pick}`,
        reason: `${index}`,
      }));
      const forged = { ...options, events: exampleChain(CHAIN, contents) };
      const signedAnew = await exampleExport({ ...forged, keys: strangerKeys });
      expect((await verify(signedAnew)).fault?.code).toBe("other-key");
      const header = JSON.parse(signedAnew[0] ?? "");
      header.export.publicKey = JSON.parse(lines[0] ?? "").export.publicKey;
      const named = await verify(signedAnew.with(0, JSON.stringify(header)));
      expect(named.fault?.code).toBe("not-signed");
      // With checkpoint and statement of the true chain around the forged events.
      const inserted = await exampleExport(forged);
      const wrapped = [lines[0] ?? "", ...inserted.slice(1, -1), lines.at(-1) ?? ""];
      const { fault, events } = await verify(wrapped);
      if (inserted.length === 2) return;
      expect(["root-differs", "does-not-follow", "not-included"]).toContain(fault?.code);
      if (options.matches) expect(events).toBe(1);
    });
  });

  it("does not verify as the export of another chain", async () => {
    await forAll(async (options, lines) => {
      const renamed = lines.map((line) => line.replace(`"chain":"${CHAIN}"`, `"chain":"${OTHER_CHAIN}"`));
      expect((await verify(renamed)).fault?.code).toBe("checkpoint-of-other-chain");
      const contents = options.events.map(() => ({ action: "session.create", name: "Bo", reason: null }));
      const other = await exampleExport({
        ...options,
        chain: OTHER_CHAIN,
        events: exampleChain(OTHER_CHAIN, contents),
      });
      const wrapped = [lines[0] ?? "", ...other.slice(1, -1), lines.at(-1) ?? ""];
      if (wrapped.length > 2) expect((await verify(wrapped)).fault).toMatchObject({ line: 2 });
      expect((await verify([...lines.slice(0, -1), other.at(-1) ?? ""])).fault?.code).toBe("not-signed");
    });
  });

  it("does not verify when its beginning is passed off as removed by retention", async () => {
    await forAll(async (options, lines) => {
      if (options.matches || options.removed === options.events.length) return;
      const shorter = await exampleExport({ ...options, removed: (options.removed ?? 0) + 1 });
      const { fault } = await verify([...shorter.slice(0, -1), lines.at(-1) ?? ""]);
      expect(fault?.code).toBe("statement-differs");
    });
  });

  it("does not verify when a beginning was removed without a signature, though every hash fits", async () => {
    await forAll(async (options, _, pick) => {
      const removed = 1 + (pick % options.events.length);
      const shorter = options.events.slice(0, removed - 1);
      const own = exampleRemoval(CHAIN, options.events.slice(0, removed), strangerKeys);
      const signedBefore = exampleRemoval(CHAIN, shorter, keys);
      const { checkpoint } = exampleRemoval(CHAIN, options.events.slice(0, removed), keys);
      const forgeries = [
        { checkpoint: "", statement: "" },
        own,
        signedBefore,
        { checkpoint, statement: "" },
        { checkpoint, statement: own.statement },
        { checkpoint, statement: signedBefore.statement },
      ];
      for (const removal of forgeries) {
        const { verdict, fault } = await verify(await exampleExport({ ...options, removed, removal }));
        expect(verdict).toBe("bad");
        expect(fault).toMatchObject({ code: "removal-not-signed", line: 1 });
        expect(fault?.message).toContain(`up to ${removed} were removed without this portal's signature`);
      }
    }, 60);
  });
});
