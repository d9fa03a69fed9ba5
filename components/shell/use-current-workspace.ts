"use client";

import { useParams } from "next/navigation";
import type { ShellWorkspace } from "./shell-types";

/** Gives the workspace that the address names, or null outside of any. */
export function useCurrentWorkspace(workspaces: ShellWorkspace[]): ShellWorkspace | null {
  const { workspace } = useParams<{ workspace?: string }>();
  return workspaces.find(({ slug }) => slug === workspace) ?? null;
}
