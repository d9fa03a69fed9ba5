"use client";

import {
  Building2,
  LayoutGrid,
  type LucideIcon,
  MessagesSquare,
  Phone,
  ScrollText,
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

/** The pages of one workspace. */
export function workspaceLinks(slug: string): NavLink[] {
  return [
    { href: `/${slug}/call-flows`, label: "Call flows", icon: Phone },
    { href: `/${slug}/message-flows`, label: "Message flows", icon: MessagesSquare },
    { href: `/${slug}/audit`, label: "Audit log", icon: ScrollText },
    { href: `/${slug}/settings`, label: "Settings", icon: Settings },
  ];
}

/** The pages of the portal itself. Only owners manage people and read the portal's own log. */
export function portalLinks(isOwner: boolean): NavLink[] {
  const everyone = [{ href: "/", label: "Workspaces", icon: LayoutGrid }];
  if (!isOwner) return everyone;
  return [
    ...everyone,
    { href: "/people", label: "People", icon: Users },
    { href: "/audit", label: "Portal audit", icon: Building2 },
  ];
}

/** Whether a link leads to the page that is open, or to one above it. */
export function isCurrent(href: string, pathname: string): boolean {
  if (href === "/") return pathname === "/" || pathname.startsWith("/workspaces");
  return pathname === href || pathname.startsWith(`${href}/`);
}

const SECTIONS = ["call-flows", "message-flows", "audit", "settings"];

/**
 * Returns the address in another workspace that matches the present one: the same section's first page, since a flow's
 * id means nothing in another workspace.
 */
export function addressInWorkspace(slug: string, pathname: string, inWorkspace: boolean): string {
  const section = inWorkspace ? pathname.split("/")[2] : undefined;
  return `/${slug}/${section !== undefined && SECTIONS.includes(section) ? section : "call-flows"}`;
}

/** Returns the workspace that the address names, or null outside of any. */
export function useCurrentWorkspace(workspaces: ShellWorkspace[]): ShellWorkspace | null {
  const { workspace } = useParams<{ workspace?: string }>();
  return workspaces.find(({ slug }) => slug === workspace) ?? null;
}
