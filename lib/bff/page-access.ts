import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { isDatabaseUnavailable } from "@/lib/db/unavailable";
import {
  type BoundWorkspace,
  boundWorkspace,
  type Caller,
  type SignedInUser,
} from "@/lib/identity/find-caller";
import { can, type Permission } from "@/lib/identity/roles";
import { ONLY_FRAME } from "@/lib/net/front";
import { DATABASE_UNAVAILABLE } from "@/lib/problems/problem";
import { authenticate } from "./admit";

/**
 * Whether the browser only fetches the frame of a page, since its link may be followed. Next leaves out what is inside the
 * page's loading boundary, but makes the title: a title must then cost no request to the upstream.
 */
export async function isOnlyFrame(): Promise<boolean> {
  return (await headers()).has(ONLY_FRAME);
}

/** Once per rendered page, however many layouts and components ask. */
const currentCaller = cache(async (): Promise<Caller | null> => {
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

/** The signed-in user and their workspaces; somebody who isn't signed in goes to the sign-in page, and comes back. */
export async function requireUser(): Promise<Caller> {
  const caller = await currentCaller();
  if (caller) return caller;
  const path = (await headers()).get("x-pathname") ?? "/";
  redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
}

/** Like `requireUser`, for owners only; for others the page doesn't exist. */
export async function requireOwner(): Promise<Caller> {
  const caller = await requireUser();
  if (!caller.user.isOwner) notFound();
  return caller;
}

export interface WorkspaceAccess extends Caller {
  workspace: BoundWorkspace;
  may: (permission: Permission) => boolean;
}

/** Like `requireUser`, inside a workspace; for somebody who isn't bound to it, or may not, the page doesn't exist. */
export async function requireWorkspace(slug: string, permission: Permission): Promise<WorkspaceAccess> {
  const caller = await requireUser();
  const workspace = boundWorkspace(caller, slug);
  if (!workspace || !can(workspace.role, permission)) notFound();
  return { ...caller, workspace, may: (wanted) => can(workspace.role, wanted) };
}
