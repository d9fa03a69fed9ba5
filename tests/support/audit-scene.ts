import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { database } from "@/lib/db/client";
import { type MadeFlow, makeCallFlow, makeMessageFlow } from "./flow-steps";
import { newDirectory } from "./new-provider";
import { OWNER, openPortal, type TestPortal, type TestWorkspace } from "./open-portal";
import type { PortalClient } from "./portal-client";

/** A person as the audit log must name them. */
export interface Witness {
  client: PortalClient;
  actor: { name: string; email: string | null; role: string | null };
}

/** A portal with everything that a valid call of any handler needs. */
export interface AuditScene {
  portal: TestPortal;
  workspace: TestWorkspace;
  owner: Witness;
  admin: Witness;
  viewer: Witness;
  /** Not a member of the workspace, nor an owner. */
  outsider: Witness;
  /** A member whom calls may change. */
  member: Witness;
  callFlow: MadeFlow;
  messageFlow: MadeFlow;
  /** The directory of an identity provider. */
  directory: Witness;
}

async function person(
  portal: TestPortal,
  name: string,
  bindings: Parameters<TestPortal["addPerson"]>[1],
): Promise<Witness> {
  const client = await portal.addPerson(name, bindings);
  return { client, actor: { name, email: client.email, role: bindings?.[0]?.[1] ?? null } };
}

/** Opens the portal and returns it with its people. */
export async function openAuditScene(): Promise<AuditScene> {
  const portal = await openPortal({
    env: { AUDIT_WEBHOOK_PRIVATE_HOSTS: "localhost", PORTAL_PROVIDER_PRIVATE_HOSTS: "127.0.0.1" },
  });
  const workspace = await portal.addWorkspace();
  const admin = await person(portal, "Ada Admin", [[workspace, "admin"]]);
  return {
    portal,
    workspace,
    owner: { client: portal.owner, actor: { name: "Owner", email: OWNER.email, role: "owner" } },
    admin,
    viewer: await person(portal, "Vera Viewer", [[workspace, "viewer"]]),
    outsider: await person(portal, "Olga Outsider", []),
    member: await person(portal, "Mona Member", [[workspace, "editor"]]),
    callFlow: await makeCallFlow(admin.client, workspace),
    messageFlow: await makeMessageFlow(admin.client, workspace),
    directory: {
      client: (await newDirectory({ actor: SYSTEM_ACTOR, request: null })).client,
      actor: { name: "Acme (directory)", email: null, role: null },
    },
  };
}

/** An event as it was recorded. */
export interface RecordedEvent {
  chain: string;
  action: string;
  outcome: string;
  actor: { name: string; email: string | null; role: string | null };
  detail: Record<string, unknown>;
  request: { id: string; correlationId: string } | null;
}

/** The events that a request caused, in any chain. */
export async function eventsOfRequest(requestId: string): Promise<RecordedEvent[]> {
  const rows = await database().auditEvent.findMany({ where: { requestId }, orderBy: { sequence: "asc" } });
  return rows.map(({ chain, payload }) => ({ ...JSON.parse(payload), chain }));
}

/** Repeats are counted for a quarter of an hour, so a test that checks many handlers forgets them in between. */
export async function forgetRepeats(): Promise<void> {
  await database().auditTally.deleteMany();
}

/** Somebody who has no part in the other calls. */
export async function newWitness(portal: AuditScene["portal"]): Promise<Witness> {
  const client = await portal.addPerson("Wanda Witness");
  return { client, actor: { name: "Wanda Witness", email: client.email, role: null } };
}
