import { describe, expect, it } from "vitest";
import { claimDeliveries, releaseLeases, renewLeases } from "@/lib/audit/delivery/claim-deliveries";
import { settleDelivery } from "@/lib/audit/delivery/settle-delivery";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { happen, openDeliveryStage, outboxOf } from "@/tests/support/delivery-stage";
import { waitingForLock } from "@/tests/support/waiting-for-lock";

const idsOf = (claimed: readonly { id: string }[]) => claimed.map(({ id }) => id);

describe("while others are at work on the same webhook", () => {
  const stage = openDeliveryStage();

  const hold = async (tx: Transaction) =>
    await tx.$executeRaw`SELECT 1 FROM "AuditWebhook" WHERE "id" = ${stage.hook.id}::uuid FOR NO KEY UPDATE`;
  const dropAll = async (tx: Transaction) =>
    await tx.auditDelivery.deleteMany({ where: { webhookId: stage.hook.id } });

  it("its removal leaves no delivery of an event that was being recorded meanwhile", async () => {
    const removed = await database().$transaction(async (tx) => {
      await recordEvent(tx, {
        workspaceId: stage.workspace.id,
        actor: SYSTEM_ACTOR,
        action: "call_flow.update",
        outcome: "succeeded",
      });
      const removal = stage.portal.owner.call("DELETE", stage.hook.path);
      await waitingForLock();
      return { removal };
    });
    expect((await removed.removal).status).toBe(204);
    expect(await outboxOf(stage.hook)).toEqual([]);
    await happen(stage.workspace, 1);
    expect(await outboxOf(stage.hook)).toEqual([]);
  });

  const failure = { delivered: false, status: 500, error: "No", retryAfterSeconds: null };
  it.each<[string, (claimed: Awaited<ReturnType<typeof claimDeliveries>>) => Promise<unknown>]>([
    ["a failed try", async ([first]) => first && (await settleDelivery(first, failure, 0))],
    [
      "a successful try",
      async ([first]) => first && (await settleDelivery(first, { ...failure, delivered: true }, 0)),
    ],
    ["a lease that is renewed", (all) => renewLeases(stage.hook.id, idsOf(all))],
    ["a lease that is given back", (all) => releaseLeases(stage.hook.id, idsOf(all))],
    [
      "what is sent again",
      () => stage.portal.owner.call("POST", `${stage.hook.path}/deliveries/resend`, { body: {} }),
    ],
  ])("%s waits for the webhook before it holds a delivery", async (_, act) => {
    await happen(stage.workspace, 2);
    const claimed = await claimDeliveries(stage.hook.id);
    await database().auditDelivery.create({
      data: { webhookId: stage.hook.id, chain: stage.workspace.id, sequence: 1, state: "dead" },
    });
    const locked = await database().$transaction(async (tx) => {
      await hold(tx);
      const acting = Promise.allSettled([act(claimed)]);
      await waitingForLock();
      await dropAll(tx);
      return { acting };
    });
    const [acted] = await locked.acting;
    expect(acted).toMatchObject({ status: "fulfilled" });
    // Deliveries that were removed meanwhile are not brought back, and not counted either.
    const sequences = claimed.map(({ sequence }) => sequence);
    expect((await outboxOf(stage.hook)).filter(({ sequence }) => sequences.includes(sequence))).toEqual([]);
  });
});
