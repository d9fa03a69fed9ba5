"use client";

import { ChevronsUpDown, Search } from "lucide-react";
import { usePathname } from "next/navigation";
import { withArticle } from "@/lib/audit/events/sentence-parts";
import { AppLink } from "../ui/app-link";
import { Lamp } from "../ui/badge";
import { cn } from "../ui/class-names";
import { GivenName } from "../ui/given-name";
import { useDispensablePart } from "../ui/late-part";
import { useHydrated } from "../ui/use-hydrated";
import { AccountMenu } from "./account-menu";
import { Wordmark, WorkspaceMark } from "./marks";
import { isCurrent, type NavLink, portalLinks, useCurrentWorkspace, workspaceLinks } from "./navigation";
import { useOpenPalette } from "./palette";
import { expectPalette } from "./palette-frame";
import type { ShellUser, ShellWorkspace } from "./shell-types";

interface SidebarProps {
  user: ShellUser;
  workspaces: ShellWorkspace[];
}

/** The way around the portal: the workspace on top, its pages, the portal's pages, the account. */
export function Sidebar({ user, workspaces }: SidebarProps) {
  const current = useCurrentWorkspace(workspaces);
  const openPalette = useOpenPalette();
  const hydrated = useHydrated();
  return (
    <div className="flex h-full flex-col gap-5 overflow-y-auto bg-sidebar px-3 py-4 text-sidebar-foreground">
      <AppLink href="/" className="flex self-start rounded-md px-2 focus-visible:outline-sidebar-ring">
        <Wordmark />
      </AppLink>
      <div className="flex flex-col gap-1">
        <WorkspaceSwitcher
          current={current}
          count={workspaces.length}
          onOpen={() => openPalette("workspaces")}
        />
        <button
          type="button"
          disabled={!hydrated}
          onPointerEnter={expectPalette}
          onFocus={expectPalette}
          onClick={() => openPalette("all")}
          className="flex items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm text-sidebar-muted hover:bg-sidebar-accent hover:text-sidebar-foreground focus-visible:outline-sidebar-ring"
        >
          <Search aria-hidden className="size-4" />
          Go to
          <kbd aria-hidden className="ml-auto font-mono text-xs">
            Ctrl K
          </kbd>
        </button>
      </div>
      <nav aria-label="Main" className="flex flex-1 flex-col gap-5">
        {current ? <LinkGroup heading="Workspace" links={workspaceLinks(current.slug)} /> : null}
        <LinkGroup heading="Portal" links={portalLinks(user.isOwner)} />
        <Starred workspaces={workspaces.filter(({ starred }) => starred)} />
      </nav>
      <AccountMenu user={user} />
    </div>
  );
}

interface WorkspaceSwitcherProps {
  current: ShellWorkspace | null;
  /** How many workspaces there are to choose from. */
  count: number;
  onOpen: () => void;
}

function WorkspaceSwitcher({ current, count, onOpen }: WorkspaceSwitcherProps) {
  const hydrated = useHydrated();
  const counted = count === 1 ? "1 workspace" : `${count} workspaces`;
  return (
    <button
      type="button"
      disabled={!hydrated}
      onPointerEnter={expectPalette}
      onFocus={expectPalette}
      onClick={onOpen}
      aria-haspopup="dialog"
      aria-keyshortcuts="w"
      className="flex w-full items-center gap-2.5 rounded-lg border border-sidebar-border bg-sidebar-accent/60 px-2 py-2 text-left hover:bg-sidebar-accent focus-visible:outline-sidebar-ring"
    >
      {current ? <WorkspaceMark name={current.name} colour={current.colour} /> : null}
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm font-medium">
          {current ? <GivenName>{current.name}</GivenName> : "Choose a workspace"}
        </span>
        <span className="block text-xs text-sidebar-muted">
          {current ? `You are ${withArticle(current.role)}` : counted}
        </span>
      </span>
      <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-sidebar-muted" />
      <span className="sr-only">Switch workspace</span>
    </button>
  );
}

/** The workspaces that their reader wants to find first. */
function Starred({ workspaces }: { workspaces: ShellWorkspace[] }) {
  if (workspaces.length === 0) return null;
  return (
    <div>
      <p className="px-2.5 pb-1 text-xs font-medium text-sidebar-muted">Starred</p>
      <ul className="flex flex-col gap-0.5">
        {workspaces.map(({ slug, name, colour, health }) => (
          <li key={slug}>
            <AppLink
              href={`/${slug}/call-flows`}
              className="flex items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm hover:bg-sidebar-accent focus-visible:outline-sidebar-ring"
            >
              <WorkspaceMark name={name} colour={colour} className="size-5 rounded-sm text-[0.625rem]" />
              <span className="min-w-0 flex-1 truncate">
                <GivenName>{name}</GivenName>
              </span>
              {health === "failing" ? (
                <>
                  <Lamp state="bad" />
                  <span className="sr-only">, connection fails</span>
                </>
              ) : null}
            </AppLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

function LinkGroup({ heading, links }: { heading: string; links: NavLink[] }) {
  const pathname = usePathname();
  return (
    <div>
      <p className="px-2.5 pb-1 text-xs font-medium text-sidebar-muted">{heading}</p>
      <ul className="flex flex-col gap-0.5">
        {links.map(({ href, label, icon: Icon }) => {
          const current = isCurrent(href, pathname);
          return (
            <li key={href}>
              <AppLink
                href={href}
                aria-current={current ? "page" : undefined}
                className={cn(
                  "relative flex items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm hover:bg-sidebar-accent focus-visible:outline-sidebar-ring",
                  current && "bg-sidebar-accent font-medium text-white",
                )}
              >
                {current ? (
                  <span aria-hidden className="absolute inset-y-1.5 -left-1.5 w-1 rounded-full bg-lamp" />
                ) : null}
                <Icon aria-hidden className={cn("size-4 shrink-0", !current && "text-sidebar-muted")} />
                {label}
                {href === "/notices" ? <LateUnread /> : null}
              </AppLink>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const loadUnread = () => import("./unread-count").then(({ UnreadCount }) => UnreadCount);

/** The number of unread notices loads after the page: a page without it is as good. */
function LateUnread() {
  const UnreadCount = useDispensablePart(loadUnread, useHydrated(), () => {});
  return UnreadCount ? <UnreadCount /> : null;
}
