"use client";

import { ChevronsUpDown, Menu, Search } from "lucide-react";
import { usePathname } from "next/navigation";
import { type ReactNode, useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { LateProofDialog } from "../account/late-proof-dialog";
import { startedJobs } from "../jobs/tray/started-jobs";
import { AppLink } from "../ui/app-link";
import { GivenName } from "../ui/given-name";
import { useDispensablePart, useLatePart } from "../ui/late-part";
import { wantedAddress } from "../ui/unsaved-changes";
import { useHydrated } from "../ui/use-hydrated";
import { LeavingFrame, PAGE_CLASSES } from "./leaving-frame";
import { Wordmark, WorkspaceMark } from "./marks";
import { MissingPartNotice } from "./missing-part-notice";
import { useCurrentWorkspace } from "./navigation";
import { PaletteContext, type PaletteMode, usePaletteShortcuts } from "./palette";
import { expectPalette, PaletteFrame } from "./palette-frame";
import type { ShellUser, ShellWorkspace } from "./shell-types";
import { Sidebar } from "./sidebar";

interface PortalShellProps {
  user: ShellUser;
  workspaces: ShellWorkspace[];
  /** Whether a job of theirs is open. */
  hasJobs: boolean;
  children: ReactNode;
}

const BAR_BUTTON =
  "grid size-9 place-items-center rounded-md hover:bg-sidebar-accent focus-visible:outline-sidebar-ring";

const loadSheet = () => import("../ui/sheet").then(({ Sheet }) => Sheet);

/** The frame around every page: sidebar (or top bar and drawer), skip link, command palette. */
export function PortalShell({ user, workspaces, hasJobs, children }: PortalShellProps) {
  const [drawerOpen, setDrawerOpen] = useState(false);
  const [palette, setPalette] = useState<PaletteMode | null>(null);
  const pathname = usePathname();
  const hydrated = useHydrated();
  const opener = useRef<Element | null>(null);
  const Sheet = useLatePart(loadSheet, drawerOpen, () => setDrawerOpen(false));
  const openPalette = useCallback((mode: PaletteMode) => {
    // A second Ctrl-K finds the palette's own field there.
    opener.current ??= document.activeElement;
    setDrawerOpen(false);
    setPalette(mode);
  }, []);
  usePaletteShortcuts(openPalette);
  const current = useCurrentWorkspace(workspaces);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes whenever the page changes.
  useEffect(() => setDrawerOpen(false), [pathname]);

  return (
    <PaletteContext value={openPalette}>
      <nav aria-label="Shortcuts">
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded-md focus:bg-primary focus:px-3 focus:py-2 focus:text-sm focus:font-medium focus:text-primary-foreground"
        >
          Skip to content
        </a>
      </nav>
      <div className="lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]">
        <aside aria-label="Sidebar" className="sticky top-0 z-20 hidden h-dvh lg:block">
          <Sidebar user={user} workspaces={workspaces} />
        </aside>
        <header className="sticky top-0 z-40 flex h-13 items-center gap-2 bg-sidebar px-3 text-sidebar-foreground lg:hidden">
          <button
            type="button"
            disabled={!hydrated}
            aria-label="Open menu"
            className={BAR_BUTTON}
            onClick={() => setDrawerOpen(true)}
          >
            <Menu aria-hidden className="size-5" />
          </button>
          {current ? (
            <button
              type="button"
              disabled={!hydrated}
              aria-haspopup="dialog"
              className="flex min-w-0 items-center gap-2 rounded-md py-1 pr-1 focus-visible:outline-sidebar-ring"
              onClick={() => openPalette("workspaces")}
            >
              <WorkspaceMark name={current.name} colour={current.colour} className="size-6" />
              <span className="truncate text-base font-semibold">
                <GivenName>{current.name}</GivenName>
              </span>
              <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-sidebar-muted" />
              <span className="sr-only">Switch workspace</span>
            </button>
          ) : (
            <AppLink href="/" className="flex rounded-md focus-visible:outline-sidebar-ring">
              <Wordmark />
            </AppLink>
          )}
          <button
            type="button"
            disabled={!hydrated}
            aria-label="Go to"
            className={`${BAR_BUTTON} ml-auto shrink-0`}
            onPointerEnter={expectPalette}
            onFocus={expectPalette}
            onClick={() => openPalette("all")}
          >
            <Search aria-hidden className="size-5" />
          </button>
        </header>
        <main id="content" tabIndex={-1} className="min-w-0 outline-none">
          <LeavingFrame />
          <div className={PAGE_CLASSES}>{children}</div>
        </main>
      </div>
      {Sheet ? (
        <Sheet open={drawerOpen} onOpenChange={setDrawerOpen} label="Menu">
          <Sidebar user={user} workspaces={workspaces} />
        </Sheet>
      ) : null}
      <LateJobTray hasJobs={hasJobs} />
      <LateLeaveDialog />
      <LateProofDialog email={user.email} />
      <MissingPartNotice />
      <PaletteFrame
        mode={palette}
        onClose={() => setPalette(null)}
        user={user}
        workspaces={workspaces}
        opener={opener}
      />
    </PaletteContext>
  );
}

const loadJobTray = () => import("../jobs/tray/job-tray").then(({ JobTray }) => JobTray);

/** Loads the tray where there is a job to follow. Without it, the page of jobs has them. */
function LateJobTray({ hasJobs }: { hasJobs: boolean }) {
  const started = useSyncExternalStore(startedJobs.subscribe, startedJobs.read, () => 0);
  const JobTray = useDispensablePart(loadJobTray, hasJobs || started > 0, () => undefined);
  return JobTray ? <JobTray /> : null;
}

const loadLeaveDialog = () => import("../ui/leave-dialog").then(({ LeaveDialog }) => LeaveDialog);

/** Loads the portal's own question before unsaved edits are left; the browser's own takes its place where that fails. */
function LateLeaveDialog() {
  const address = useSyncExternalStore(wantedAddress.subscribe, wantedAddress.read, () => null);
  const LeaveDialog = useDispensablePart(loadLeaveDialog, address !== null, () => {
    wantedAddress.settle(false);
    // The browser asks by itself, since the page still has unsaved edits.
    if (address !== null) window.location.assign(address);
  });
  return LeaveDialog ? <LeaveDialog /> : null;
}
