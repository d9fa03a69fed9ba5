import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { isDatabaseUnavailable } from "@/lib/db/unavailable";
import {
  type BoundWorkspace,
  boundWorkspace,
  mustSetUpFactor,
  type SignedInCaller,
  type SignedInUser,
} from "@/lib/identity/find-caller";
import { can, type Permission } from "@/lib/identity/roles";
import { ONLY_FRAME } from "@/lib/net/front";
import { DATABASE_UNAVAILABLE } from "@/lib/problems/problem";
import { noteLook } from "@/lib/workspaces/note-look";
import { authenticate } from "./admit";

/**
 * Whether the browser only fetches the frame of a page, since its link may be followed. Next leaves out what is inside the
 * page's loading boundary, but makes the title: a title must then cost no request to the upstream.
 */
export async function isOnlyFrame(): Promise<boolean> {
  return (await headers()).has(ONLY_FRAME);
}

/** Once per rendered page, however many layouts and components ask. */
const currentCaller = cache(async (): Promise<SignedInCaller | null> => {
  try {
    return await authenticate((await cookies()).toString());
  } catch (error) {
    if (!isDatabaseUnavailable(error)) throw error;
    // The browser gets nothing of an error but its digest.
    throw Object.assign(new Error("The database can't be reached", { cause: error }), {
      digest: DATABASE_UNAVAILABLE,
    });
  }
});

/** The signed-in user, or null. */
export async function currentUser(): Promise<SignedInUser | null> {
  return (await currentCaller())?.user ?? null;
}

const presentPath = async () => (await headers()).get("x-pathname") ?? "/";

/** Somebody who isn't signed in goes to the sign-in page, and comes back. They may have no second factor yet. */
export async function requireSignedIn(): Promise<SignedInCaller> {
  const caller = await currentCaller();
  if (caller) return caller;
  redirect(`/sign-in?callbackUrl=${encodeURIComponent(await presentPath())}`);
}

/** Leads somebody who has to set up a second factor to the page for it, and back. */
async function requireFactor(caller: SignedInCaller, workspace: BoundWorkspace | null): Promise<void> {
  if (!mustSetUpFactor(caller, workspace)) return;
  redirect(`/second-factor?callbackUrl=${encodeURIComponent(await presentPath())}`);
}

/** The signed-in user and their workspaces, once they have what the portal wants of everybody. */
export async function requireUser(): Promise<SignedInCaller> {
  const caller = await requireSignedIn();
  await requireFactor(caller, null);
  return caller;
}

/** Like `requireUser`, for owners only; for others the page doesn't exist. */
export async function requireOwner(): Promise<SignedInCaller> {
  const caller = await requireUser();
  if (!caller.user.isOwner) notFound();
  return caller;
}

export interface WorkspaceAccess extends SignedInCaller {
  workspace: BoundWorkspace;
  may: (permission: Permission) => boolean;
}

/** Like `requireUser`, inside a workspace; for somebody who isn't bound to it, or may not, the page doesn't exist. */
export async function requireWorkspace(slug: string, permission: Permission): Promise<WorkspaceAccess> {
  const caller = await requireUser();
  const workspace = boundWorkspace(caller, slug);
  if (!workspace) notFound();
  await requireFactor(caller, workspace);
  if (!can(workspace.role, permission)) notFound();
  await noteLook(workspace);
  return { ...caller, workspace, may: (wanted) => can(workspace.role, wanted) };
}
