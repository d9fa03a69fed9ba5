import { database } from "@/lib/db/client";
import type { AuditScene } from "./audit-scene";
import type { PortalClient } from "./portal-client";
import type { Prepare } from "./valid-calls";

/** One log: the portal's, or a workspace's. */
interface Log {
  /** The beginning of its routes. */
  route: string;
  path: (scene: AuditScene) => string;
  manager: (scene: AuditScene) => PortalClient;
}

let made = 0;

async function newId(client: PortalClient, path: string, body: unknown): Promise<string> {
  const answer = await client.call("POST", path, { body });
  if (answer.status !== 201) throw new Error(`nothing was made at ${path}: ${answer.status} ${answer.text}`);
  return answer.json.id;
}

const viewBody = () => ({ name: `View ${++made}`, query: "outcome=failed" });
/** Nobody listens there: a webhook of these tests needs no receiver. */
const webhookBody = () => ({ url: `https://localhost:65535/${++made}` });

function viewCalls({ route, path, manager }: Log): Record<string, Prepare> {
  const made = async (scene: AuditScene) => {
    const views = `${path(scene)}/audit-views`;
    return `${views}/${await newId(manager(scene), views, viewBody())}`;
  };
  return {
    [`POST ${route}/audit-views`]: (scene) => ({ path: `${path(scene)}/audit-views`, body: viewBody() }),
    [`PATCH ${route}/audit-views/[id]`]: async (scene) => ({ path: await made(scene), body: viewBody() }),
    [`DELETE ${route}/audit-views/[id]`]: async (scene) => ({ path: await made(scene) }),
  };
}

function webhookCalls({ route, path, manager }: Log): Record<string, Prepare> {
  const base = `${route}/audit-webhooks`;
  const added = async (scene: AuditScene) => {
    const id = await newId(manager(scene), `${path(scene)}/audit-webhooks`, webhookBody());
    return { id, path: `${path(scene)}/audit-webhooks/${id}` };
  };
  return {
    [`POST ${base}`]: (scene) => ({ path: `${path(scene)}/audit-webhooks`, body: webhookBody() }),
    [`PATCH ${base}/[id]`]: async (scene) => ({ path: (await added(scene)).path, body: { paused: true } }),
    [`DELETE ${base}/[id]`]: async (scene) => ({ path: (await added(scene)).path }),
    [`POST ${base}/[id]/secret`]: async (scene) => ({ path: `${(await added(scene)).path}/secret` }),
    [`POST ${base}/[id]/test`]: async (scene) => ({
      path: `${(await added(scene)).path}/test`,
      outcome: "failed",
    }),
    [`POST ${base}/[id]/deliveries/resend`]: async (scene) => {
      const webhook = await added(scene);
      const { chain } = await database().auditWebhook.findUniqueOrThrow({ where: { id: webhook.id } });
      const dead = { webhookId: webhook.id, chain, sequence: 1, state: "dead" as const };
      await database().auditDelivery.create({ data: dead });
      return { path: `${webhook.path}/deliveries/resend`, body: {} };
    },
  };
}

const logs: Log[] = [
  { route: "/api", path: () => "/api", manager: ({ owner }) => owner.client },
  {
    route: "/api/workspaces/[ws]",
    path: ({ workspace }) => workspace.path,
    manager: ({ admin }) => admin.client,
  },
];

const settingsCalls: Record<string, Prepare> = {
  "POST /api/audit-keys": () => ({ path: "/api/audit-keys" }),
  "PUT /api/workspaces/[ws]/audit-settings": ({ workspace }) => ({
    path: `${workspace.path}/audit-settings`,
    body: { keepDays: 400 },
  }),
};

/** Valid calls of the handlers that serve the audit log itself, for both kinds of log. */
export const VALID_AUDIT_CALLS: Record<string, Prepare> = Object.assign(
  {},
  settingsCalls,
  ...logs.flatMap((log) => [
    viewCalls(log),
    webhookCalls(log),
    {
      [`GET ${log.route}/audit-events/export`]: (scene: AuditScene) => ({
        path: `${log.path(scene)}/audit-events/export`,
        action: "audit.export",
      }),
      [`GET ${log.route}/audit-events/verify`]: (scene: AuditScene) => ({
        path: `${log.path(scene)}/audit-events/verify`,
        action: "audit.verify",
      }),
    },
  ]),
);
