import { randomUUID } from "node:crypto";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { database } from "@/lib/db/client";
import type { JobItemState, JobState } from "@/lib/db/generated/enums";
import { setEnvironment } from "@/lib/env";
import { createLink } from "@/lib/identity/password-links";
import { FIRST_OWNER_NAME } from "@/lib/identity/rules";
import { type AuditScene, newWitness, type Witness } from "./audit-scene";
import { discoverableIssuer } from "./discoverable-issuer";
import { smallCallFlow, smallMessageFlow } from "./flow-bodies";
import { etagIn } from "./flow-steps";
import { newProvider } from "./new-provider";
import { OWNER, PASSWORD } from "./open-portal";
import type { PortalRequest } from "./portal-client";
import { VALID_AUDIT_CALLS } from "./valid-audit-calls";
import { VALID_DIRECTORY_CALLS } from "./valid-directory-calls";
import { VALID_FACTOR_CALLS } from "./valid-factor-calls";
import { VALID_TRANSFER_CALLS } from "./valid-transfer-calls";

/** A request that succeeds, and the event that it must record where the declaration says another. */
export interface ValidCall extends PortalRequest {
  path: string;
  action?: string;
  outcome?: "succeeded" | "failed";
  /** The workspace in whose log its event is, where the path does not say. */
  chain?: string;
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
  const views = `${kind}-flow-views`;
  const viewBody = () => ({ name: `Flows ${++keys}`, query: "isActive=true" });
  const madeView = async ({ admin, workspace }: AuditScene) => {
    const path = `${workspace.path}/${views}`;
    return `${path}/${(await admin.client.call("POST", path, { body: viewBody() })).json.id}`;
  };
  return {
    [`POST /api/workspaces/[ws]/${views}`]: ({ workspace }) => ({
      path: `${workspace.path}/${views}`,
      body: viewBody(),
    }),
    [`PATCH /api/workspaces/[ws]/${views}/[id]`]: async (scene) => ({
      path: await madeView(scene),
      body: viewBody(),
    }),
    [`DELETE /api/workspaces/[ws]/${views}/[id]`]: async (scene) => ({ path: await madeView(scene) }),
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
    [`PUT ${base}/[id]/watch`]: (scene) => ({ path: `${of(scene).path}/watch` }),
    [`DELETE ${base}/[id]/watch`]: (scene) => ({ path: `${of(scene).path}/watch` }),
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

async function anyEventComments({ workspace }: AuditScene): Promise<string> {
  const { id } = await database().auditEvent.findFirstOrThrow({ where: { chain: workspace.id } });
  return `${workspace.path}/audit-events/${id}/comments`;
}

/** The address of a comment that the workspace's admin wrote. */
async function anyComment(scene: AuditScene): Promise<string> {
  const body = { text: "A comment" };
  const { json } = await scene.admin.client.call("POST", await anyEventComments(scene), { body });
  return `${scene.workspace.path}/comments/${json.id}`;
}

async function anyChange({ workspace }: AuditScene): Promise<string> {
  return (await database().change.findFirstOrThrow({ where: { workspaceId: workspace.id } })).id;
}

const inWorkspace: Record<string, Prepare> = {
  "PATCH /api/workspaces/[ws]": ({ workspace }) => ({ path: workspace.path, body: { name: "Renamed" } }),
  "PUT /api/workspaces/[ws]/api-key": ({ workspace }) => ({
    path: `${workspace.path}/api-key`,
    body: { apiKey: workspace.tenant.key },
  }),
  "PUT /api/workspaces/[ws]/star": ({ workspace }) => ({ path: `${workspace.path}/star` }),
  "DELETE /api/workspaces/[ws]/star": ({ workspace }) => ({ path: `${workspace.path}/star` }),
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
  "POST /api/workspaces/[ws]/audit-events/[id]/comments": async (scene) => ({
    path: await anyEventComments(scene),
    body: { text: "A comment" },
  }),
  "PATCH /api/workspaces/[ws]/comments/[id]": async (scene) => ({
    path: await anyComment(scene),
    body: { text: "Another" },
  }),
  "DELETE /api/workspaces/[ws]/comments/[id]": async (scene) => ({ path: await anyComment(scene) }),
  "POST /api/workspaces/[ws]/changes/[id]/resolve": async (scene) => ({
    path: `${scene.workspace.path}/changes/${await anyChange(scene)}/resolve`,
  }),
};

async function invited({ owner }: AuditScene): Promise<{ id: string; email: string; token: string }> {
  const email = `invited-${++keys}@example.com`;
  const { json } = await owner.client.call("POST", "/api/users", { body: { email, name: "Ida Invited" } });
  return { id: json.id, email, token: json.inviteUrl.split("/").pop() };
}

const newToken = ({ workspace }: AuditScene) => ({
  name: `Token ${++keys}`,
  workspaces: [workspace.slug],
  role: "viewer",
  expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
});

const channelBody = () => ({ name: "Chat", format: "slack", url: `https://localhost:65535/${++keys}` });

/** The address of a new channel under `/api`. A person may have a few, so each call begins without any. */
async function addedChannel({ owner }: AuditScene): Promise<string> {
  await database().noticeChannel.deleteMany();
  const { json } = await owner.client.call("POST", "/api/me/notice-channels", { body: channelBody() });
  return `/api/me/notice-channels/${json.id}`;
}

const inPortal: Record<string, Prepare> = {
  "POST /api/tokens": (scene) => ({ path: "/api/tokens", body: newToken(scene) }),
  "DELETE /api/tokens/[id]": async (scene) => {
    const { json } = await scene.owner.client.call("POST", "/api/tokens", { body: newToken(scene) });
    return { path: `/api/tokens/${json.id}` };
  },
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
  "DELETE /api/me/notices": async ({ portal }) => {
    const by = await newWitness(portal);
    const userId = by.client.userId ?? "";
    const { id } = await database().personNotice.create({
      data: { id: randomUUID(), userId, kind: "password_link", detail: { by: null } },
    });
    return { path: `/api/me/notices?through=${id}`, by };
  },
  "PATCH /api/me/notice-rules": () => ({
    path: "/api/me/notice-rules",
    body: { timing: { digest: "hourly", quiet: null } },
  }),
  // Nobody listens there: these calls need no receiver.
  "POST /api/me/notice-channels": () => ({ path: "/api/me/notice-channels", body: channelBody() }),
  "PATCH /api/me/notice-channels/[id]": async (scene) => ({
    path: await addedChannel(scene),
    body: { name: "Another name" },
  }),
  "DELETE /api/me/notice-channels/[id]": async (scene) => ({ path: await addedChannel(scene) }),
  "POST /api/me/notice-channels/[id]/test": async (scene) => ({
    path: `${await addedChannel(scene)}/test`,
    outcome: "failed",
  }),
  "PATCH /api/portal-settings": () => ({ path: "/api/portal-settings", body: { lifeHours: 100 + ++keys } }),
  "DELETE /api/users/[id]/sign-in-limit": ({ outsider }) => ({
    path: `/api/users/${outsider.client.userId}/sign-in-limit`,
  }),
  "DELETE /api/sessions": () => ({ path: "/api/sessions?others=1" }),
  "DELETE /api/sessions/[id]": async ({ portal, outsider }) => ({
    path: `/api/sessions/${(await portal.signIn(outsider.actor.email ?? "")).sessionId}`,
  }),
  "POST /api/sign-in-providers": async () => ({
    path: "/api/sign-in-providers",
    body: {
      name: "Acme",
      issuer: await discoverableIssuer(),
      clientId: `client-${++keys}`,
      clientSecret: "secret",
    },
  }),
  "PATCH /api/sign-in-providers/[id]": async () => ({
    path: `/api/sign-in-providers/${(await newProvider()).id}`,
    body: { name: "Acme, renamed" },
  }),
  "DELETE /api/sign-in-providers/[id]": async () => ({
    path: `/api/sign-in-providers/${(await newProvider()).id}`,
  }),
  "POST /api/sign-in-providers/[id]/domain-checks": async () => {
    const { id } = await newProvider();
    const domain = `d${++keys}.invalid`;
    await database().providerDomain.create({ data: { domain, providerId: id, token: "t" } });
    return { path: `/api/sign-in-providers/${id}/domain-checks`, body: { domain } };
  },
  "POST /api/me/identities/[id]": async () => ({ path: `/api/me/identities/${(await newProvider()).id}` }),
  "DELETE /api/me/identities/[id]": async ({ portal }) => {
    const by = await newWitness(portal);
    const { id } = await newProvider();
    const userId = by.client.userId ?? "";
    await database().externalIdentity.create({ data: { providerId: id, subject: `s${++keys}`, userId } });
    return { path: `/api/me/identities/${id}`, by };
  },
  // No mail is set up, which the log says and the answer doesn't.
  "POST /api/password-resets": ({ portal }) => ({
    path: "/api/password-resets",
    body: { email: `forgetful-${++keys}@example.com` },
    outcome: "failed",
    by: { client: portal.nobody, actor: { name: SYSTEM_ACTOR.name, email: null, role: null } },
  }),
  "POST /api/password-resets/complete": async ({ portal }) => {
    const { client, actor } = await newWitness(portal);
    const link = { kind: "reset", madeBy: null } as const;
    const { token } = await createLink(database(), client.userId ?? "", link);
    return {
      path: "/api/password-resets/complete",
      body: { token, password: "a long enough one" },
      by: { client: portal.nobody, actor },
    };
  },
  "POST /api/portal-settings/test-mail": () => {
    // Nobody listens there.
    setEnvironment({ SMTP_URL: "smtp://127.0.0.1:1", MAIL_FROM: "portal@example.com" });
    return { path: "/api/portal-settings/test-mail", outcome: "failed" };
  },
  "POST /api/invitations": async (scene) => {
    const { email, token } = await invited(scene);
    const nobody: Witness = {
      client: scene.portal.nobody,
      actor: { name: "Ida Invited", email, role: null },
    };
    return { path: "/api/invitations", body: { token, password: "a long enough one" }, by: nobody };
  },
};

async function newGroup({ owner, workspace }: AuditScene): Promise<string> {
  const body = { name: `Group ${++keys}`, workspaces: [workspace.slug] };
  return (await owner.client.call("POST", "/api/groups", { body })).json.id;
}

/** What many people may do: invitations, lists, tables of roles, groups, reviews, leavers. */
const ofAccess: Record<string, Prepare> = {
  "POST /api/invitations/batch": ({ workspace }) => ({
    path: "/api/invitations/batch",
    body: {
      people: [{ email: `batch-${++keys}@example.com` }],
      roles: [{ workspace: workspace.slug, role: "viewer" }],
    },
  }),
  "POST /api/users/import": async ({ owner }) => {
    const csv = `email\nlisted-${++keys}@example.com`;
    const { json } = await owner.client.call("POST", "/api/users/import/preview", { body: { csv } });
    return { path: "/api/users/import", body: { csv, fingerprint: json.fingerprint } };
  },
  "PUT /api/users/[id]/roles": ({ outsider, workspace }) => ({
    path: `/api/users/${outsider.client.userId}/roles`,
    body: { roles: [{ workspace: workspace.slug, role: null }] },
  }),
  "POST /api/users/[id]/pseudonym": async ({ owner, portal }) => {
    const { userId, email } = await portal.addPerson("Lena Leaver");
    await owner.client.call("PATCH", `/api/users/${userId}`, { body: { disabled: true } });
    return { path: `/api/users/${userId}/pseudonym`, body: { email } };
  },
  "POST /api/groups": () => ({ path: "/api/groups", body: { name: `Group ${++keys}` } }),
  "PATCH /api/groups/[id]": async (scene) => ({
    path: `/api/groups/${await newGroup(scene)}`,
    body: { name: `Renamed ${++keys}` },
  }),
  "DELETE /api/groups/[id]": async (scene) => ({ path: `/api/groups/${await newGroup(scene)}` }),
  "POST /api/access-review/sign-off": () => ({ path: "/api/access-review/sign-off", body: {} }),
};

async function newJob(scene: AuditScene) {
  const ifMatch = etagIn(await scene.admin.client.get(scene.callFlow.path));
  const items = [{ workspace: scene.workspace.slug, kind: "call_flow", id: scene.callFlow.id, ifMatch }];
  return {
    path: "/api/jobs",
    body: { type: "patch_flows", items, patch: { description: "By a job" } },
    headers: newKey(),
  };
}

/** Prepares a control of a job that was started, and is in a state that takes it. */
function jobCall(control: string, state: JobState, itemState: JobItemState): Record<string, Prepare> {
  return {
    [`POST /api/jobs/[id]/${control}`]: async (scene) => {
      const { json } = await scene.owner.client.call("POST", "/api/jobs", await newJob(scene));
      await database().job.update({
        where: { id: json.id },
        data: { state, items: { updateMany: { where: {}, data: { state: itemState } } } },
      });
      return { path: `/api/jobs/${json.id}/${control}` };
    },
  };
}

const ofJobs: Record<string, Prepare> = {
  "POST /api/jobs": newJob,
  ...jobCall("pause", "running", "waiting"),
  ...jobCall("resume", "paused", "waiting"),
  ...jobCall("cancel", "running", "waiting"),
  ...jobCall("retry", "done", "failed"),
};

/**
 * One valid call for every handler that must record an event, by method and path. A new handler needs a line here: say
 * how it is called so that it succeeds. Handlers in a folder of their own may keep their lines in a file of their own,
 * spread in below.
 */
export const VALID_CALLS: Record<string, Prepare> = {
  ...inPortal,
  ...ofAccess,
  ...ofJobs,
  ...VALID_TRANSFER_CALLS,
  ...inWorkspace,
  ...VALID_AUDIT_CALLS,
  ...VALID_DIRECTORY_CALLS,
  ...VALID_FACTOR_CALLS,
  ...flowCalls("call-flows"),
  ...flowCalls("message-flows"),
};
