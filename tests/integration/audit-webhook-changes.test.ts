import { describe, expect, it } from "vitest";
import { deliverDue } from "@/lib/audit/delivery/deliver-due";
import { expectHonest, happen, openDeliveryStage, outboxOf } from "@/tests/support/delivery-stage";
import type { PortalAnswer } from "@/tests/support/portal-client";

const stage = openDeliveryStage();

/** Does something while the first of two events, claimed together, waits for its answer. */
async function meanwhile(act: () => Promise<PortalAnswer>): Promise<PortalAnswer> {
  await happen(stage.workspace, 2);
  stage.receiver.faults.push("silent");
  const round = deliverDue(2_000);
  await stage.receiver.arrived(1);
  const answer = await act();
  expect(answer.status).toBeLessThan(300);
  await round;
  return answer;
}

describe("a webhook with events on their way", () => {
  it("signs the very next one with its new secret", async () => {
    const { json } = await meanwhile(() => stage.portal.owner.call("POST", `${stage.hook.path}/secret`));
    const [, ...later] = stage.receiver.received;
    expect(later.length).toBeGreaterThan(0);
    expectHonest(later, json.secret);
  });

  it("sends none any more from the moment that it is paused, and loses none", async () => {
    await meanwhile(() => stage.portal.owner.call("PATCH", stage.hook.path, { body: { paused: true } }));
    expect(stage.receiver.received).toHaveLength(1);
    const left = await outboxOf(stage.hook);
    expect(left.map(({ leaseUntil }) => leaseUntil)).toEqual([null, null, null]);
  });

  it("sends none any more from the moment that it is removed", async () => {
    await meanwhile(() => stage.portal.owner.call("DELETE", stage.hook.path));
    expect(stage.receiver.received).toHaveLength(1);
    expect(await outboxOf(stage.hook)).toEqual([]);
  });
});
