import { smallCallFlow, smallMessageFlow } from "./flow-bodies";
import type { TestPortal, TestWorkspace } from "./open-portal";
import type { PortalAnswer, PortalClient } from "./portal-client";

/** A flow that a test made, and the entity tag of its state. */
export interface MadeFlow {
  id: string;
  /** Where the portal has it. */
  path: string;
  etag: string;
}

function madeFlow(path: string, answer: PortalAnswer): MadeFlow {
  if (answer.status !== 201) throw new Error(`no flow was made: ${answer.status} ${answer.text}`);
  return { id: answer.json.id, path: `${path}/${answer.json.id}`, etag: etagIn(answer) };
}

/** The entity tag of an answer. */
export function etagIn(answer: PortalAnswer): string {
  const etag = answer.headers.get("etag");
  if (!etag) throw new Error(`no ETag: ${answer.status} ${answer.text}`);
  return etag;
}

/** Creates a call flow through the portal. */
export async function makeCallFlow(
  client: PortalClient,
  workspace: TestWorkspace,
  body: Record<string, unknown> = smallCallFlow(),
): Promise<MadeFlow> {
  const path = `${workspace.path}/call-flows`;
  return madeFlow(path, await client.write("POST", path, body));
}

/** Creates a message flow through the portal. */
export async function makeMessageFlow(
  client: PortalClient,
  workspace: TestWorkspace,
  body: Record<string, unknown> = smallMessageFlow(workspace),
): Promise<MadeFlow> {
  const path = `${workspace.path}/message-flows`;
  return madeFlow(path, await client.write("POST", path, body));
}

/**
 * Makes a call flow that is in another tenant, whose workspace in the portal has never heard of it.
 * @returns the flow, as that workspace has it
 */
export async function makeUnknownFlow(
  portal: Pick<TestPortal, "owner" | "sandbox">,
  workspace: TestWorkspace,
  other: TestWorkspace,
): Promise<MadeFlow> {
  const flow = await makeCallFlow(portal.owner, workspace);
  await portal.sandbox.changeState((state) => {
    const found = state.callFlows.find(({ _id }: { _id: string }) => _id === flow.id);
    found.workspaceId = other.tenant.workspaceId;
  });
  return { ...flow, path: `${other.path}/call-flows/${flow.id}` };
}

/** Changes a flow from a state. */
export async function patchFlow(
  client: PortalClient,
  flow: { path: string; etag: string },
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<PortalAnswer> {
  return await client.write("PATCH", flow.path, body, { "if-match": flow.etag, ...headers });
}

/** The audit events of a workspace, oldest first. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads fields of events whose shape is what it checks.
export async function eventsOf(client: PortalClient, workspace: TestWorkspace, query = ""): Promise<any[]> {
  const answer = await client.get(`${workspace.path}/audit-events?limit=200${query}`);
  if (answer.status !== 200) throw new Error(`no events: ${answer.status} ${answer.text}`);
  return answer.json.items.reverse();
}
