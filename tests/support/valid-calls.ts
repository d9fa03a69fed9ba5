import { randomUUID } from "node:crypto";
import { database } from "@/lib/db/client";
import { FIRST_OWNER_NAME } from "@/lib/identity/rules";
import type { AuditScene, Witness } from "./audit-scene";
import { smallCallFlow, smallMessageFlow } from "./flow-bodies";
import { etagIn } from "./flow-steps";
import { OWNER, PASSWORD } from "./open-portal";
import type { PortalRequest } from "./portal-client";
import { VALID_AUDIT_CALLS } from "./valid-audit-calls";

/** A request that succeeds, and the event that it must record where the declaration says another. */
export interface ValidCall extends PortalRequest {
  path: string;
  action?: string;
  outcome?: "succeeded" | "failed";
  /** The sender; by default an owner outside a workspace, and its admin inside. */
  by?: Witness;
}

/** Prepares a call and returns it. */
export type Prepare = (scene: AuditScene) => ValidCall | Promise<ValidCall>;

let keys = 0;
const newKey = () => ({ "idempotency-key": `valid-call-${++keys}` });

/** Calls of one kind of flow. */
function flowCalls(segment: "call-flows" | "message-flows"): Record<string, Prepare> {
  const base = `/api/workspaces/[ws]/${segment}`;
  const kind = segment === "call-flows" ? "call" : "message";
  const of = (scene: AuditScene) => (kind === "call" ? scene.callFlow : scene.messageFlow);
  const stateOf = async (scene: AuditScene) => ({
    ...newKey(),
    "if-match": etagIn(await scene.admin.client.get(of(scene).path)),
  });
  return {
    [`POST ${base}`]: ({ workspace }) => ({
      path: `${workspace.path}/${segment}`,
      body: kind === "call" ? smallCallFlow() : smallMessageFlow(workspace),
      headers: newKey(),
    }),
    [`PATCH ${base}/[id]`]: async (scene) => ({
      path: of(scene).path,
      body: { description: `Changed ${++keys}` },
      headers: await stateOf(scene),
    }),
    [`POST ${base}/[id]/duplicate`]: (scene) => ({
      path: `${of(scene).path}/duplicate`,
      body: {},
      headers: newKey(),
    }),
    [`POST ${base}/[id]/restore`]: async (scene) => ({
      path: `${of(scene).path}/restore`,
      body: { revision: 1 },
      headers: await stateOf(scene),
    }),
    [`POST ${base}/[id]/drift`]: async (scene) => {
      const flow = of(scene);
      await scene.portal.sandbox.edit(kind, flow.id, { description: `Elsewhere ${++keys}` });
      await scene.admin.client.get(flow.path);
      const { json } = await scene.admin.client.get(`${flow.path}/drift`);
      return { path: `${flow.path}/drift`, body: { revision: json.current.n, keep: "theirs" } };
    },
  };
}

async function anyChange({ workspace }: AuditScene): Promise<string> {
  return (await database().change.findFirstOrThrow({ where: { workspaceId: workspace.id } })).id;
}

/** Somebody who has no part in the other calls. */
async function newWitness(portal: AuditScene["portal"]): Promise<Witness> {
  const client = await portal.addPerson("Wanda Witness");
  return { client, actor: { name: "Wanda Witness", email: client.email, role: null } };
}

const inWorkspace: Record<string, Prepare> = {
  "PATCH /api/workspaces/[ws]": ({ workspace }) => ({ path: workspace.path, body: { name: "Renamed" } }),
  "PUT /api/workspaces/[ws]/api-key": ({ workspace }) => ({
    path: `${workspace.path}/api-key`,
    body: { apiKey: workspace.tenant.key },
  }),
  "POST /api/workspaces/[ws]/check": ({ workspace }) => ({ path: `${workspace.path}/check` }),
  "POST /api/workspaces/[ws]/members": async ({ workspace, portal }) => ({
    path: `${workspace.path}/members`,
    body: { email: (await portal.addPerson("Nils New")).email, role: "viewer" },
  }),
  "PATCH /api/workspaces/[ws]/members/[userId]": ({ workspace, member }) => ({
    path: `${workspace.path}/members/${member.client.userId}`,
    body: { role: "viewer" },
  }),
  "DELETE /api/workspaces/[ws]/members/[userId]": ({ workspace, member }) => ({
    path: `${workspace.path}/members/${member.client.userId}`,
  }),
  "POST /api/workspaces/[ws]/changes/[id]/resolve": async (scene) => ({
    path: `${scene.workspace.path}/changes/${await anyChange(scene)}/resolve`,
  }),
};

async function invited({ owner }: AuditScene): Promise<{ id: string; email: string; token: string }> {
  const email = `invited-${++keys}@example.com`;
  const { json } = await owner.client.call("POST", "/api/users", { body: { email, name: "Ida Invited" } });
  return { id: json.id, email, token: json.inviteUrl.split("/").pop() };
}

const inPortal: Record<string, Prepare> = {
  "POST /api/users": () => ({
    path: "/api/users",
    body: { email: `new-${++keys}@example.com`, name: "Nora New" },
  }),
  "PATCH /api/users/[id]": ({ member }) => ({
    path: `/api/users/${member.client.userId}`,
    body: { owner: true },
  }),
  "POST /api/users/[id]/invitations": ({ outsider }) => ({
    path: `/api/users/${outsider.client.userId}/invitations`,
  }),
  "POST /api/workspaces": async ({ portal }) => {
    const { key, workspaceId } = await portal.sandbox.addTenant();
    const body = { name: "Second", upstream: "sandbox", upstreamWorkspaceId: workspaceId, apiKey: key };
    return { path: "/api/workspaces", body };
  },
  // The name and the password that the owner has: the other calls go on as the same person.
  "PATCH /api/me": () => ({ path: "/api/me", body: { name: FIRST_OWNER_NAME } }),
  "POST /api/me/password": () => ({
    path: "/api/me/password",
    body: { current: OWNER.password, new: OWNER.password },
  }),
  // Somebody else: their session goes on under another cookie.
  "POST /api/me/reauthenticate": async ({ portal }) => ({
    path: "/api/me/reauthenticate",
    body: { password: PASSWORD },
    by: await newWitness(portal),
  }),
  "DELETE /api/me/notices/[id]": async ({ portal }) => {
    const by = await newWitness(portal);
    const detail = { by: null };
    const userId = by.client.userId ?? "";
    const { id } = await database().personNotice.create({
      data: { id: randomUUID(), userId, kind: "password_link", detail },
    });
    return { path: `/api/me/notices/${id}`, by };
  },
  "PATCH /api/portal-settings": () => ({ path: "/api/portal-settings", body: { lifeHours: 100 + ++keys } }),
  "DELETE /api/users/[id]/sign-in-limit": ({ outsider }) => ({
    path: `/api/users/${outsider.client.userId}/sign-in-limit`,
  }),
  "DELETE /api/sessions": () => ({ path: "/api/sessions?others=1" }),
  "DELETE /api/sessions/[id]": async ({ portal, outsider }) => ({
    path: `/api/sessions/${(await portal.signIn(outsider.actor.email)).sessionId}`,
  }),
  "POST /api/invitations": async (scene) => {
    const { email, token } = await invited(scene);
    const nobody: Witness = {
      client: scene.portal.nobody,
      actor: { name: "Ida Invited", email, role: null },
    };
    return { path: "/api/invitations", body: { token, password: "a long enough one" }, by: nobody };
  },
};

/**
 * One valid call for every handler that must record an event, by method and path. A new handler needs a line here: say
 * how it is called so that it succeeds. Handlers in a folder of their own may keep their lines in a file of their own,
 * spread in below.
 */
export const VALID_CALLS: Record<string, Prepare> = {
  ...inPortal,
  ...inWorkspace,
  ...VALID_AUDIT_CALLS,
  ...flowCalls("call-flows"),
  ...flowCalls("message-flows"),
};
