import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import type { AuditDelivery } from "@/lib/db/generated/client";
import { setEnvironment } from "@/lib/env";
import {
  type HttpsReceiver,
  makeAuthority,
  openReceiver,
  type Received,
  signatureHolds,
  type TestAuthority,
} from "./https-receiver";
import { openPortal, type TestPortal, type TestWorkspace } from "./open-portal";

const ALLOWED = { AUDIT_WEBHOOK_PRIVATE_HOSTS: "localhost" };

/** A webhook that a test added, and the secret that was shown for it. */
export interface Hook {
  id: string;
  secret: string;
  path: string;
}

/** The subjects of a test about deliveries: new for each test, except portal and authority. */
export interface DeliveryStage {
  authority: TestAuthority;
  portal: TestPortal;
  workspace: TestWorkspace;
  receiver: HttpsReceiver;
  hook: Hook;
}

/** Adds a receiver to a workspace's webhooks, over the API. */
export async function addHook(portal: TestPortal, workspace: TestWorkspace, url: string): Promise<Hook> {
  const path = `${workspace.path}/audit-webhooks`;
  const { status, json } = await portal.owner.call("POST", path, { body: { url } });
  if (status !== 201) throw new Error(`no webhook was added: ${status} ${JSON.stringify(json)}`);
  return { id: json.id, secret: json.secret, path: `${path}/${json.id}` };
}

/**
 * Sets a portal up with one workspace, one real HTTPS receiver and one webhook per test.
 * @returns an object that is filled before each test
 */
export function openDeliveryStage(): DeliveryStage {
  const stage = {} as DeliveryStage;
  beforeAll(async () => {
    stage.authority = await makeAuthority();
    stage.portal = await openPortal({ env: { AUDIT_WEBHOOK_CA_FILE: stage.authority.file, ...ALLOWED } });
  });
  afterAll(async () => {
    await stage.portal.close();
    await stage.authority.remove();
  });
  beforeEach(async () => {
    stage.workspace = await stage.portal.addWorkspace();
    stage.receiver = await openReceiver(stage.authority);
    stage.hook = await addHook(stage.portal, stage.workspace, stage.receiver.url);
    // Adding the webhook is an event, too: it is out of the way now.
    await database().auditDelivery.deleteMany({ where: { webhookId: stage.hook.id } });
  });
  afterEach(async () => {
    setEnvironment(ALLOWED);
    await stage.receiver.goDown();
    await database().auditWebhook.updateMany({ data: { pausedAt: new Date() } });
  });
  return stage;
}

/** Records some events in a workspace and returns their ids in the order of the chain. */
export async function happen(workspace: TestWorkspace, count: number): Promise<string[]> {
  const ids = [];
  for (let n = 0; n < count; n++) {
    ids.push(
      await recordEvent(database(), {
        workspaceId: workspace.id,
        actor: SYSTEM_ACTOR,
        action: "call_flow.update",
        outcome: "succeeded",
        target: { type: "call_flow", id: "665f00000000000000000001", name: `Flow ${n}` },
      }),
    );
  }
  return ids;
}

/** The future: every delivery that waits for its next attempt is due. */
export async function timePasses(): Promise<void> {
  await database().auditDelivery.updateMany({
    where: { state: "waiting", dueAt: { gt: new Date() } },
    data: { dueAt: new Date(0) },
  });
}

/** The future after a crash: every claim of a dead process has expired. */
export async function leasesRunOut(): Promise<void> {
  await database().auditDelivery.updateMany({ data: { leaseUntil: new Date(0) } });
}

/** The events that a webhook has not accepted yet, in the order of the chain. */
export async function outboxOf(hook: Hook): Promise<AuditDelivery[]> {
  return await database().auditDelivery.findMany({
    where: { webhookId: hook.id },
    orderBy: { sequence: "asc" },
  });
}

export function idsOf(messages: readonly Received[]): string[] {
  return messages.map(({ id }) => id);
}

/** Expects what is true after any trouble: messages with the same id have the same body, and all are signed. */
export function expectHonest(messages: readonly Received[], secret: string): void {
  const bodies = new Map<string, string>();
  for (const message of messages) {
    expect(signatureHolds(secret, message)).toBe(true);
    expect(message.body).toBe(bodies.get(message.id) ?? message.body);
    bodies.set(message.id, message.body);
    expect(JSON.parse(message.body).data.id).toBe(message.id);
  }
  expect(new Set(bodies.values()).size).toBe(bodies.size);
}
