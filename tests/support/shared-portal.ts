import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { HttpClient } from "./http-client";
import { copyDemoTenant, DEMO_TENANTS } from "./own-tenant";
import type { KeptPortal } from "./portal-keeper";
import { askSandbox } from "./sandbox-control";
import { OWNER } from "./start-portal";

/** A portal that other test files use, too: before and after this one, never at the same time. */
export interface SharedPortal extends KeptPortal {
  /** Gives a client that is signed in as the owner. */
  signedIn: () => Promise<HttpClient>;
}

/** The slugs of the demo's workspaces as one test file has them for itself. */
export interface OwnWorkspaces {
  dental: string;
  home: string;
}

/** Finds this worker's shared portal, after its start. Nothing breaks in its sandbox any more. */
export async function sharedPortal(): Promise<SharedPortal> {
  const answer = await askKeeper(inject("portalKeeper"));
  await askSandbox(answer.controlUrl, "DELETE", "/faults");
  await askSandbox(answer.controlUrl, "DELETE", "/log");
  return { ...answer, signedIn: () => new HttpClient(answer.url).signIn(OWNER.email, OWNER.password) };
}

async function askKeeper(keeper: string): Promise<KeptPortal> {
  const worker = process.env.VITEST_POOL_ID ?? "1";
  const { status, text, json } = await new HttpClient(keeper).call<KeptPortal>("GET", `/${worker}`);
  if (status !== 200) throw new Error(text);
  return json;
}

/**
 * Registers copies of the demo's two tenants: what happens in them is nothing to any other test file.
 * @param owner becomes their admin
 */
export async function ownWorkspaces(portal: SharedPortal, owner: HttpClient): Promise<OwnWorkspaces> {
  const add = async ({ id, name }: (typeof DEMO_TENANTS)[keyof typeof DEMO_TENANTS]) => {
    const apiKey = `tk_${randomBytes(16).toString("hex")}`;
    const upstreamWorkspaceId = await copyDemoTenant(portal.controlUrl, id, apiKey);
    const body = { name, upstream: "sandbox", upstreamWorkspaceId, apiKey };
    const added = await owner.call<{ slug: string }>("POST", "/api/workspaces", { body });
    if (added.status !== 201) throw new Error(`adding ${name}: ${added.status} ${added.text}`);
    return added.json.slug;
  };
  return { dental: await add(DEMO_TENANTS.dental), home: await add(DEMO_TENANTS.home) };
}
