"use client";

import {
  Bell,
  Building2,
  Files,
  KeyRound,
  LayoutGrid,
  type LucideIcon,
  MessagesSquare,
  Phone,
  Replace,
  ScrollText,
  Search,
  Settings,
  Users,
} from "lucide-react";
import { useParams } from "next/navigation";
import type { ShellWorkspace } from "./shell-types";

export interface NavLink {
  href: string;
  label: string;
  icon: LucideIcon;
}

/** The sections of a workspace, by the part of their addresses behind the workspace's. */
const SECTIONS: Record<string, Omit<NavLink, "href">> = {
  "call-flows": { label: "Call flows", icon: Phone },
  "message-flows": { label: "Message flows", icon: MessagesSquare },
  audit: { label: "Audit log", icon: ScrollText },
  settings: { label: "Settings", icon: Settings },
};

/** The pages of one workspace. */
export function workspaceLinks(slug: string): NavLink[] {
  return Object.entries(SECTIONS).map(([section, link]) => ({ href: `/${slug}/${section}`, ...link }));
}

/** The pages of the portal itself. Only owners manage people and read the portal's own log. */
export function portalLinks(isOwner: boolean): NavLink[] {
  const everyone = [
    { href: "/", label: "Workspaces", icon: LayoutGrid },
    { href: "/search", label: "Search", icon: Search },
    { href: "/replace", label: "Find and replace", icon: Replace },
    { href: "/copies", label: "Copies", icon: Files },
    { href: "/activity", label: "Activity", icon: ScrollText },
    { href: "/notices", label: "Notices", icon: Bell },
  ];
  if (!isOwner) return everyone;
  return [
    ...everyone,
    { href: "/people", label: "People", icon: Users },
    { href: "/security", label: "Sign-in", icon: KeyRound },
    { href: "/audit", label: "Portal audit", icon: Building2 },
  ];
}

/** Whether a link leads to the page that is open, or to one above it. */
export function isCurrent(href: string, pathname: string): boolean {
  if (href === "/") return pathname === "/" || pathname.startsWith("/workspaces");
  if (href === "/notices" && pathname === "/account/notices") return true;
  if (href === "/people" && pathname.startsWith("/groups")) return true;
  if (href === "/copies" && pathname === "/copy") return true;
  return pathname === href || pathname.startsWith(`${href}/`);
}

/**
 * Returns the address in another workspace that matches the present one: the same section's first page, since a flow's
 * id means nothing in another workspace.
 */
export function addressInWorkspace(slug: string, pathname: string, inWorkspace: boolean): string {
  const section = inWorkspace ? pathname.split("/")[2] : undefined;
  return `/${slug}/${section !== undefined && Object.hasOwn(SECTIONS, section) ? section : "call-flows"}`;
}

/** Returns the workspace that the address names, or null outside of any. */
export function useCurrentWorkspace(workspaces: ShellWorkspace[]): ShellWorkspace | null {
  const { workspace } = useParams<{ workspace?: string }>();
  return workspaces.find(({ slug }) => slug === workspace) ?? null;
}
