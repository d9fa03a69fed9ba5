import { rm } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCheckpoint } from "@/lib/audit/checkpoints/make-checkpoint";
import { chainState } from "@/lib/audit/verify/chain-state";
import { verifyChain } from "@/lib/audit/verify/verify-chain";
import type { Transaction } from "@/lib/db/client";
import { env } from "@/lib/env";
import { anyEvent, type MadeUpEvent, newChain, record } from "@/tests/support/arbitrary-events";
import { openPortal, type TestPortal } from "@/tests/support/open-portal";
import { rehash, tamper } from "@/tests/support/tampering";

let portal: TestPortal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

describe("verification finds a rewritten log, although every hash fits,", () => {
  const rewritten = async (deed: (tx: Transaction, chain: string) => Promise<unknown>) => {
    let chain = "";
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { minLength: 4, maxLength: 12 }), async (events) => {
        chain = await newChain(events, 3);
        await tamper(async (tx) => {
          await deed(tx, chain);
          await rehash(tx, chain);
        });
        const report = await verifyChain(chain);
        expect(report.ok).toBe(false);
        expect(report.firstBad?.sequence).toBeLessThanOrEqual(4);
        await expect(makeCheckpoint(chain)).rejects.toThrow(/tampered with/);
      }),
      { numRuns: 2 },
    );
    return chain;
  };
  const replaceAll = async (tx: Transaction, chain: string) => {
    await tx.$executeRawUnsafe(`DELETE FROM "AuditEvent" WHERE "chain" = '${chain}'`);
    await tx.$executeRawUnsafe(`DELETE FROM "AuditChain" WHERE "chain" = '${chain}'`);
    await tx.$executeRawUnsafe(`ALTER TABLE "AuditEvent" ENABLE TRIGGER USER`);
    for (let n = 0; n < 6; n++) {
      await record(tx, chain, {
        action: "binding.add",
        outcome: "succeeded",
        name: "Nobody",
        before: null,
        after: n,
        reason: null,
      });
    }
    await tx.$executeRawUnsafe(`ALTER TABLE "AuditEvent" DISABLE TRIGGER USER`);
  };

  it("by the checkpoints in the database", async () => {
    const chain = await rewritten(replaceAll);
    expect((await verifyChain(chain)).firstBad?.problem).toContain("is not what was signed at");
  });

  it("by the checkpoint in the data folder, when those in the database were removed too", async () => {
    await rewritten(async (tx, chain) => {
      await replaceAll(tx, chain);
      await tx.$executeRawUnsafe(`DELETE FROM "AuditCheckpoint" WHERE "chain" = '${chain}'`);
    });
  });

  it("by the checkpoint, when the tail was cut and the head put back", async () => {
    const chain = await newChain(
      Array.from({ length: 6 }, () => fc.sample(anyEvent, 1)[0] as MadeUpEvent),
      5,
    );
    await tamper(async (tx) => {
      await tx.$executeRawUnsafe(`DELETE FROM "AuditEvent" WHERE "chain" = '${chain}' AND "sequence" > 3`);
      await rehash(tx, chain);
    });
    expect((await verifyChain(chain)).firstBad).toEqual({
      sequence: 4,
      problem: "the newest checkpoint covers event 5; events after 3 are missing",
    });
  });

  it("by the age of the unsigned events, when everything signed was removed", async () => {
    const chain = await newChain(fc.sample(anyEvent, 3), 3);
    await tamper(async (tx) => {
      await tx.$executeRawUnsafe(`DELETE FROM "AuditCheckpoint" WHERE "chain" = '${chain}'`);
      const stored = await tx.auditEvent.findMany({ where: { chain } });
      for (const { id, payload } of stored) {
        const earlier = JSON.stringify({ ...JSON.parse(payload), settledAt: "2026-01-01T00:00:00.000Z" });
        await tx.auditEvent.update({
          where: { id },
          data: { payload: earlier, settledAt: new Date("2026-01-01T00:00:00Z") },
        });
      }
      await rehash(tx, chain);
    });
    await rm(join(env().DATA_DIR, "audit-checkpoints", `${chain}.txt`));
    expect((await verifyChain(chain)).firstBad?.problem).toContain("should have been signed within the hour");
    expect((await chainState(chain)).overdue).toBe(true);
  });

  const NOT_SIGNED = "its checkpoint was not signed by this portal";
  it.each<[string, string, number, string]>([
    ["a checkpoint's size", `UPDATE "AuditCheckpoint" SET "size" = 2`, 2, NOT_SIGNED],
    ["a checkpoint's root", `UPDATE "AuditCheckpoint" SET "rootHash" = sha256('x')`, 3, NOT_SIGNED],
    [
      "a checkpoint's time",
      `UPDATE "AuditCheckpoint" SET "createdAt" = "createdAt" + interval '1 day'`,
      3,
      NOT_SIGNED,
    ],
    [
      "a checkpoint's note",
      `UPDATE "AuditCheckpoint" SET "note" = replace("note", 'time 2', 'time 1')`,
      3,
      NOT_SIGNED,
    ],
    [
      "a range that was never retired",
      `INSERT INTO "AuditRetiredRange" ("chain", "firstSequence", "lastSequence", "lastHash", "frontier", "checkpoint", "statement")
      SELECT "chain", 1, 3, "chainHash", "rootHash", "note", "note" FROM "AuditCheckpoint"`,
      1,
      "events up to 3 were removed without this portal's signature",
    ],
  ])("by signatures, when somebody forged %s", async (_, statement, sequence, problem) => {
    const chain = await newChain(fc.sample(anyEvent, 5), 3);
    await tamper((tx) => tx.$executeRawUnsafe(`${statement} WHERE "chain" = '${chain}'`));
    expect((await verifyChain(chain)).firstBad).toEqual({ sequence, problem });
  });
});
