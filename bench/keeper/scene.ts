import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { closeDatabase } from "@/lib/db/client";
import { openEmbeddedDatabase } from "@/lib/db/embedded-database";
import { migrate } from "@/lib/db/migrate";
import { setEnvironment } from "@/lib/env";
import { FLOW_KINDS, type FlowKind } from "@/lib/flows/model/flow";
import { createFirstOwner } from "@/lib/identity/create-first-owner";
import { addWorkspace } from "@/lib/workspaces/add-workspace";
import { startSandbox } from "@/sandbox/start";
import type { TenantIds } from "@/sandbox/state/tenant";
import { askSandbox } from "@/tests/support/sandbox-control";
import { temporaryDataDir } from "@/tests/support/start-portal";
import { SimulatedTime } from "./simulated-time";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** As long as a prompt usually is. */
const PROMPT = "You answer the phone of a small clinic. Be brief, be kind, and never promise a time. ".repeat(
  40,
);

/** A workspace of the portal, and its flows at the upstream. */
export interface BenchWorkspace {
  id: string;
  upstreamId: string;
  flows: { kind: FlowKind; id: string }[];
}

/** A portal in this process, the sandbox behind it, and simulated time for both. */
export interface Scene {
  time: SimulatedTime;
  ownerId: string;
  workspaces: BenchWorkspace[];
  controlUrl: string;
  close: () => Promise<void>;
}

interface SceneOptions {
  workspaces: number;
  flowsOfEach: number;
  perMinute: number;
}

/** Creates the one flow of a kind that all others of the tenant are copies of. */
async function create(url: string, key: string, tenant: TenantIds, kind: FlowKind): Promise<void> {
  const headers = {
    "x-api-key": key,
    "x-workspace-id": tenant.workspaceId,
    "content-type": "application/json",
  };
  const common = { name: "Flow", prompt: PROMPT };
  const [path, body] =
    kind === "call_flow"
      ? ["call-flows", { ...common, direction: "bidirectional", promptType: "simple" }]
      : [
          "message-flows",
          {
            ...common,
            direction: "outbound",
            agent: tenant.omniFlowAgentIds[0],
            initiationMessage: "Hi",
            messageChannel: "SMS",
          },
        ];
  const made = await fetch(`${url}/v1/api/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  if (!made.ok) throw new Error(`the sandbox made no flow: ${made.status} ${await made.text()}`);
}

type StoredFlow = { _id: string; workspaceId: string; name: string };
type StoredFlows = Record<"callFlows" | "messageFlows", StoredFlow[]>;

/** Gives each workspace so many flows: three of four are call flows. It is done at once, since each request copies the state. */
async function multiplyFlows(
  controlUrl: string,
  workspaces: BenchWorkspace[],
  flowsOfEach: number,
): Promise<void> {
  const state = await askSandbox<StoredFlows>(controlUrl, "GET", "/state");
  const first = (rows: StoredFlow[], workspace: BenchWorkspace) => {
    const found = rows.find(({ workspaceId }) => workspaceId === workspace.upstreamId);
    if (!found) throw new Error("a workspace has no flow to copy");
    return found;
  };
  const made: StoredFlows = { callFlows: [], messageFlows: [] };
  for (const workspace of workspaces) {
    for (let n = 0; n < flowsOfEach; n++) {
      const kind = n % 4 === 3 ? "message_flow" : "call_flow";
      const place = kind === "call_flow" ? "callFlows" : "messageFlows";
      const id = randomBytes(12).toString("hex");
      made[place].push({ ...first(state[place], workspace), _id: id, name: `Flow ${n}` });
      workspace.flows.push({ kind, id });
    }
  }
  await askSandbox(controlUrl, "PUT", "/state", { ...state, ...made });
}

/** Opens a portal that has just learnt of its workspaces, and has read nothing of them. */
export async function openScene({ workspaces, flowsOfEach, perMinute }: SceneOptions): Promise<Scene> {
  const folder = await temporaryDataDir();
  const server = await openEmbeddedDatabase(folder.path);
  const sandbox = await startSandbox({ port: 0, controlPort: 0, requestsPerMinute: 0 });
  setEnvironment({
    PORTAL_SECRET: randomBytes(32).toString("hex"),
    PORTAL_KEYRING: `bench:${randomBytes(32).toString("base64")}`,
    DATA_DIR: folder.path,
    DATABASE_URL: server.url,
    PORTAL_UPSTREAMS: `sandbox=${sandbox.url}`,
    UPSTREAM_TIMEOUT_MS: "20000",
    UPSTREAM_REQUESTS_PER_MINUTE: String(perMinute),
  });
  await migrate(server.url, ROOT);
  const time = await SimulatedTime.open(server.url);
  const owner = await createFirstOwner("owner@example.com", "the owner's password", folder.path);
  if (!owner) throw new Error("there is an owner already");
  const newKey = () => `tk_${randomBytes(16).toString("hex")}`;
  const made: BenchWorkspace[] = [];
  for (let place = 0; place < workspaces; place++) {
    const apiKey = newKey();
    const name = `Client ${place + 1}`;
    const tenant = await askSandbox<TenantIds>(sandbox.controlUrl, "POST", "/tenants", { key: apiKey, name });
    for (const kind of FLOW_KINDS) await create(sandbox.url, apiKey, tenant, kind);
    const added = await addWorkspace(
      { name, upstream: "sandbox", upstreamWorkspaceId: tenant.workspaceId, apiKey },
      owner.id,
      { actor: SYSTEM_ACTOR, request: null },
    );
    if (!added) throw new Error(`${name} is registered already`);
    made.push({ id: added.id, upstreamId: tenant.workspaceId, flows: [] });
  }
  await multiplyFlows(sandbox.controlUrl, made, flowsOfEach);
  await askSandbox(sandbox.controlUrl, "DELETE", "/log");
  await askSandbox(sandbox.controlUrl, "POST", "/settings", { requestsPerMinute: perMinute });
  // What making the scene has sent counts no more.
  await time.passUntil(time.now() + 120_000);
  return {
    time,
    ownerId: owner.id,
    workspaces: made,
    controlUrl: sandbox.controlUrl,
    close: async () => {
      await time.close();
      await closeDatabase();
      await sandbox.close();
      await server.stop();
      await folder.remove();
    },
  };
}
