import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCheckpoint } from "@/lib/audit/checkpoints/make-checkpoint";
import { listPublicKeys } from "@/lib/audit/checkpoints/signing-key";
import { recordEvent } from "@/lib/audit/record-event";
import { retireEvents } from "@/lib/audit/retention/retire-events";
import { chainState } from "@/lib/audit/verify/chain-state";
import { database } from "@/lib/db/client";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";

const DAY_MS = 86_400_000;

let portal: TestPortal;
let workspace: TestWorkspace;
let auditor: PortalClient;

beforeAll(async () => {
  portal = await openPortal();
  workspace = await portal.addWorkspace({ name: "Harbour Dental" });
  auditor = await portal.addPerson("Ada Auditor", [[workspace, "auditor"]]);
});
afterAll(async () => await portal.close());

async function refusedVerification(): Promise<void> {
  await recordEvent(database(), {
    workspaceId: workspace.id,
    actor: { type: "user", id: "maya", email: null, name: "Maya", role: "viewer" },
    action: "audit.verify",
    outcome: "denied",
    target: { type: "audit_log", id: workspace.id, name: null },
    detail: { missingPermission: "audit.verify" },
  });
}

describe("the state of a log", () => {
  it("shows the last verification that had a result, and who requested it", async () => {
    expect((await chainState(workspace.id)).verified).toBeNull();
    await auditor.get(`/api/workspaces/${workspace.slug}/audit-events/verify`);
    await refusedVerification();
    const { head, verified } = await chainState(workspace.id);
    expect(verified).toMatchObject({ by: "Ada Auditor", sequence: head - 1, firstBad: null });
  });

  it("shows what the newest signature covers, and since when the rest waits for one", async () => {
    const checkpoint = await makeCheckpoint(workspace.id);
    const signed = await chainState(workspace.id);
    expect(signed).toMatchObject({ signed: { size: checkpoint?.size }, unsignedSince: null });
    await refusedVerification();
    const { head, unsignedSince, overdue } = await chainState(workspace.id);
    expect(head).toBe(signed.head + 1);
    const waiting = await database().auditEvent.findFirst({
      where: { chain: workspace.id, sequence: signed.head + 1 },
    });
    expect([unsignedSince, overdue]).toEqual([waiting?.settledAt?.toISOString(), false]);
  });

  it("begins at the oldest event that retention left", async () => {
    await portal.owner.call("PUT", `${workspace.path}/audit-settings`, { body: { keepDays: 30 } });
    const { since: before, signed } = await chainState(workspace.id);
    const removed = await retireEvents(workspace.id, 30, new Date(Date.now() + 31 * DAY_MS));
    const { retired, since } = await chainState(workspace.id);
    expect(removed).toBe(signed?.size);
    expect(retired?.through).toBe(signed?.size);
    expect(Date.parse(since ?? "")).toBeGreaterThan(Date.parse(before ?? ""));
  });

  it("has the keys as the verifier shows them", async () => {
    const [key] = (await listPublicKeys()) ?? [];
    expect(key?.fingerprint.startsWith(key.id)).toBe(true);
    expect(key?.retiredAt).toBeNull();
  });
});
