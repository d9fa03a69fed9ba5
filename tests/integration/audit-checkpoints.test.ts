import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkpointDueChains } from "@/lib/audit/checkpoints/due-checkpoints";
import { newestCheckpointRow } from "@/lib/audit/checkpoints/read-checkpoints";
import { listPublicKeys } from "@/lib/audit/checkpoints/signing-key";
import { verifyChain } from "@/lib/audit/verify/verify-chain";
import { database } from "@/lib/db/client";
import { anyEvent, type MadeUpEvent, newChain, record } from "@/tests/support/arbitrary-events";
import { openPortal, type TestPortal } from "@/tests/support/open-portal";
import { tamperBy } from "@/tests/support/tampering";

const MINUTE_MS = 60_000;

let portal: TestPortal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const some = (count: number): MadeUpEvent[] => fc.sample(anyEvent, count);
const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * MINUTE_MS);
const signedSize = async (chain: string) => (await newestCheckpointRow(chain))?.size;

/** Signs the chains that are due then, and returns those that could not be signed. */
async function signDue(now: Date): Promise<unknown[]> {
  const errors: unknown[] = [];
  await checkpointDueChains(now, (error) => errors.push(error));
  return errors;
}

describe("news of a log", () => {
  it("is signed once the last signature is an hour old, and not before", async () => {
    const chain = await newChain(some(3), 1);
    expect(await signDue(minutesFromNow(59))).toEqual([]);
    expect(await signedSize(chain)).toBe(1);
    expect(await signDue(minutesFromNow(61))).toEqual([]);
    expect(await signedSize(chain)).toBe(3);
  });

  it("is signed at once where nothing was signed before", async () => {
    const chain = await newChain(some(2), 0);
    await signDue(minutesFromNow(0));
    expect(await signedSize(chain)).toBe(2);
  });

  it("is signed at once when it is the thousandth event", async () => {
    const chain = await newChain(some(1_000), 1);
    await signDue(minutesFromNow(0));
    expect(await signedSize(chain)).toBe(1);
    for (const event of some(1)) await record(database(), chain, event);
    await signDue(minutesFromNow(0));
    expect(await signedSize(chain)).toBe(1_001);
  });

  it("is signed although another log can't be, and that one is named", async () => {
    const chains = [await newChain(some(3), 1), await newChain(some(3), 2), await newChain(some(3), 1)];
    const broken = chains[1] ?? "";
    await tamperBy(`DELETE FROM "AuditEvent" WHERE "chain" = '${broken}' AND "sequence" = 1`);
    const errors = await signDue(minutesFromNow(61));
    expect(await Promise.all(chains.map(signedSize))).toEqual([3, 2, 3]);
    expect(errors.map(String)).toEqual([expect.stringContaining(`${broken} could not be signed`)]);
  });
});

describe("a signing key", () => {
  it("that was altered leaves nothing to believe, and everybody sees that", async () => {
    const chain = await newChain(some(2), 2);
    const kept = await database().auditSigningKey.findFirstOrThrow();
    const { id, sealedPrivateKey } = kept;
    await database().auditSigningKey.update({ where: { id }, data: { sealedPrivateKey: "v1.test.AAAA" } });
    expect((await verifyChain(chain)).firstBad?.problem).toContain("a signing key can't be opened");
    expect(await listPublicKeys()).toBeNull();
    const { status, json } = await portal.owner.get("/api/audit-keys");
    expect([status, json.detail]).toEqual([409, expect.stringContaining("can't be opened")]);
    await database().auditSigningKey.update({ where: { id }, data: { sealedPrivateKey } });
    expect(await verifyChain(chain)).toMatchObject({ ok: true });
  });

  it("that the database does not return is not called altered: the failure is thrown", async () => {
    const chain = await newChain(some(2), 2);
    await database().$executeRawUnsafe(`ALTER TABLE "AuditSigningKey" RENAME TO "elsewhere"`);
    try {
      await expect(verifyChain(chain)).rejects.toThrow(/AuditSigningKey/);
      await expect(listPublicKeys()).rejects.toThrow(/AuditSigningKey/);
    } finally {
      await database().$executeRawUnsafe(`ALTER TABLE "elsewhere" RENAME TO "AuditSigningKey"`);
    }
    expect(await verifyChain(chain)).toMatchObject({ ok: true });
  });
});
