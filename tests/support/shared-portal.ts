import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { inject } from "vitest";
import { HttpClient } from "./http-client";
import { copyDemoTenant, DEMO_TENANTS } from "./own-tenant";
import type { LentPortal } from "./portal-keeper";
import { askSandbox } from "./sandbox-control";
import { OWNER } from "./start-portal";

/** A portal that other test files use, too: before and after this one, never at the same time. */
export interface SharedPortal extends Exclude<LentPortal, { error: string }> {
  /** Returns a client that is signed in as the owner. */
  signedIn: () => Promise<HttpClient>;
}

/** The slugs of the demo's workspaces as one test file has them for itself. */
export interface OwnWorkspaces {
  dental: string;
  home: string;
}

let borrowed: ReturnType<typeof borrow> | null = null;

/**
 * The portal of this process, which it borrows for its first test file that wants one, until it ends. Nothing breaks in its
 * sandbox any more.
 */
export async function sharedPortal(): Promise<SharedPortal> {
  borrowed ??= borrow(inject("portalKeeper")).catch((error: unknown) => {
    borrowed = null;
    throw error;
  });
  const portal = await borrowed;
  await askSandbox(portal.controlUrl, "DELETE", "/faults");
  await askSandbox(portal.controlUrl, "DELETE", "/log");
  return { ...portal, signedIn: () => new HttpClient(portal.url).signIn(OWNER.email, OWNER.password) };
}

/** The open connection reserves the portal for this process; it doesn't keep the process alive. */
async function borrow(keeperPort: number): Promise<Exclude<LentPortal, { error: string }>> {
  const connection = connect(keeperPort, "127.0.0.1");
  for await (const line of createInterface({ input: connection })) {
    connection.unref();
    const lent: LentPortal = JSON.parse(line);
    if ("error" in lent) throw new Error(lent.error);
    return lent;
  }
  throw new Error("the keeper of the portals hung up");
}

/**
 * Registers copies of the demo's two tenants, so that changes in them reach no other test file.
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
