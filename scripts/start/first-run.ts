import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { closeDatabase, database } from "@/lib/db/client";
import { env, setEnvironment } from "@/lib/env";
import {
  checkOwnerPassword,
  createFirstOwner,
  type FirstOwner,
  UnfitOwnerPassword,
} from "@/lib/identity/create-first-owner";
import { addWorkspace, keyHintOf } from "@/lib/workspaces/add-workspace";
import { addBinding } from "@/lib/workspaces/bindings";
import { setApiKey } from "@/lib/workspaces/set-api-key";
import type { Place } from "../demo-past/cast";
import { isNewPortal } from "../demo-past/new-portal";
import { Refusal } from "./refusal";

const SANDBOX = "sandbox";
const AS_SYSTEM = { actor: SYSTEM_ACTOR, request: null };

/** The sandbox's two demo tenants, in the order of their keys; their ids are the sandbox's own (its README lists them). */
const DEMO_TENANTS = [
  { place: "harbour", name: "Harbour Dental", upstreamWorkspaceId: "6764d172953253138a3a7001" },
  { place: "northwind", name: "Northwind Home Services", upstreamWorkspaceId: "6764d172953253138a3a7002" },
] as const satisfies { place: Place; name: string; upstreamWorkspaceId: string }[];

/** A failure concerns the demo alone: the portal works without it, and its owner's password must still be printed. */
async function unlessItFails(what: string, work: () => Promise<unknown>): Promise<void> {
  await work().catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${what}: ${why.split("\n")[0]}\n`);
  });
}

/**
 * Does some work on connections that don't wait for the disk. Each statement is still all or nothing, and none is lost that
 * a later one needs: a power cut meanwhile would only shorten the past.
 */
async function withoutWaitingForDisk(work: () => Promise<void>): Promise<void> {
  const { DATABASE_URL: url } = env();
  const options = `options=${encodeURIComponent("-c synchronous_commit=off")}`;
  const use = async (next: string) => {
    await closeDatabase();
    setEnvironment({ DATABASE_URL: next });
  };
  await use(`${url}${url.includes("?") ? "&" : "?"}${options}`);
  try {
    await work();
  } finally {
    await use(url);
  }
}

/**
 * Gives a new demo its past; see `makePast`. A demo that is not new stays as it is.
 * @param embedded whether the database is the portal's own, which takes such options
 */
export async function giveDemoPast({
  demoKeys,
  controlUrl,
  embedded,
}: {
  demoKeys: readonly string[];
  controlUrl: string;
  embedded: boolean;
}): Promise<void> {
  const work = async () => {
    const { makePast } = await import("../demo-past/make-past");
    const [harbour, northwind] = DEMO_TENANTS.map((tenant, index) => ({
      ...tenant,
      key: demoKeys[index] ?? "",
    }));
    if (harbour && northwind) await makePast({ controlUrl, tenants: { harbour, northwind } });
  };
  await unlessItFails("The demo's past could not be made, or not all of it", async () => {
    if (await isNewPortal()) await (embedded ? withoutWaitingForDisk(work) : work());
  });
}

/** Whether somebody took the owner out of a workspace, who then stays out. */
async function wasRemoved(workspaceId: string, ownerId: string): Promise<boolean> {
  const where = { chain: workspaceId, action: "binding.remove", targetId: ownerId };
  return (await database().auditEvent.count({ where })) > 0;
}

/**
 * Makes the demo workspaces that are missing, unless the portal has others, and the first owner an admin of those that the
 * past made. A start that broke off is made good by the next.
 */
async function addDemoWorkspaces(demoKeys: readonly string[]): Promise<void> {
  const owner = await database().user.findFirst({ where: { isOwner: true }, orderBy: { createdAt: "asc" } });
  const ids: string[] = DEMO_TENANTS.map(({ upstreamWorkspaceId }) => upstreamWorkspaceId);
  const others = { NOT: { upstream: SANDBOX, upstreamWorkspaceId: { in: ids } } };
  if (!owner || (await database().workspace.count({ where: others })) > 0) return;
  for (const [index, { name, upstreamWorkspaceId }] of DEMO_TENANTS.entries()) {
    const tenant = { upstream: SANDBOX, upstreamWorkspaceId };
    const apiKey = demoKeys[index] ?? "";
    const there = await database().workspace.findFirst({
      where: tenant,
      select: { id: true, keyHint: true },
    });
    if (!there) {
      await addWorkspace({ name, ...tenant, apiKey }, owner.id, AS_SYSTEM);
    } else if (!(await wasRemoved(there.id, owner.id))) {
      const added = await addBinding(there.id, owner.email, "admin", AS_SYSTEM);
      // A past that broke off leaves its own key, whose minute may be used up.
      if (added === "done" && there.keyHint !== keyHintOf(apiKey))
        await setApiKey(there.id, apiKey, AS_SYSTEM);
    }
  }
}

interface NamedOwner {
  PORTAL_OWNER_EMAIL: string;
  PORTAL_OWNER_PASSWORD?: string;
}

/** @throws Refusal that names the variable, for a password that breaks the rule */
async function namingTheVariable<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnfitOwnerPassword) throw new Refusal(`PORTAL_OWNER_PASSWORD: ${error.message}`);
    throw error;
  }
}

/**
 * Refuses a password of which no owner can be made, before the start goes on.
 * @throws Refusal
 */
export async function refuseUnfitOwnerPassword(launch: NamedOwner): Promise<void> {
  const { PORTAL_OWNER_EMAIL: address, PORTAL_OWNER_PASSWORD: password } = launch;
  if (password) await namingTheVariable(() => checkOwnerPassword(address, password));
}

/**
 * Makes what a new portal needs once: the first owner, and in demo mode two workspaces on the sandbox.
 * @param demoKeys keys of the two demo tenants, or null without demo mode
 * @param dataDir where a generated password is kept until somebody signs in
 * @returns the owner, as long as nobody has signed in; null when the portal is in use
 * @throws Refusal for a password that breaks the rule
 */
export async function firstRun(
  launch: NamedOwner,
  dataDir: string,
  demoKeys: readonly string[] | null,
): Promise<FirstOwner | null> {
  const { PORTAL_OWNER_EMAIL: address, PORTAL_OWNER_PASSWORD: password } = launch;
  const owner = await namingTheVariable(() => createFirstOwner(address, password, dataDir));
  if (demoKeys) {
    await unlessItFails("The demo workspaces could not be made", () => addDemoWorkspaces(demoKeys));
  }
  await closeDatabase();
  return owner;
}
