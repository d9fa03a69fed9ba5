"use client";

import { Command } from "cmdk";
import { Clock, Search } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { Dialog as DialogPrimitive } from "radix-ui";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { foundFlowHref } from "../search/hits/found-flow";
import { cn } from "../ui/class-names";
import { DIALOG_CLASSES, OVERLAY_CLASSES } from "../ui/dialog-classes";
import { toast } from "../ui/toast";
import { mayLeaveFor } from "../ui/unsaved-changes";
import { useCurrentWorkspace } from "./navigation";
import {
  giveFocusBack,
  PALETTE_CLASSES,
  PALETTE_FIELD_CLASSES,
  type PaletteMode,
  paletteWords,
} from "./palette";
import {
  elsewhereGroup,
  eventsGroup,
  flowActs,
  matchingGroups,
  type PaletteEntry,
  type PaletteGroup,
  portalGroups,
  presentGroup,
  switchGroup,
  typedSwitch,
  workspaceEntries,
} from "./palette-entries";
import { FoundItems } from "./palette-found";
import { Group, Item } from "./palette-parts";
import { NOTHING_FOUND, type PaletteFindings, usePaletteSearch } from "./palette-search";
import { noteRecent, recentPlaces } from "./recent-places";
import type { ShellUser, ShellWorkspace } from "./shell-types";

export interface CommandPaletteProps {
  mode: PaletteMode | null;
  onClose: () => void;
  user: ShellUser;
  workspaces: ShellWorkspace[];
  /** What was typed before this arrived. */
  typed: string;
  /** Whether Enter followed: the first match is chosen as soon as it is known. */
  entered: boolean;
  /** What had the focus when the palette was opened: it gets it back. */
  opener: RefObject<Element | null>;
}

/**
 * Goes to any flow, workspace or page from the keyboard. It loads when the palette is first opened (`palette-frame.tsx`).
 */
export function CommandPalette(props: CommandPaletteProps) {
  const { mode, onClose, opener } = props;
  const { label } = paletteWords(mode);
  return (
    <DialogPrimitive.Root open={mode !== null} onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className={OVERLAY_CLASSES} />
        <DialogPrimitive.Content
          aria-describedby={undefined}
          className={cn(DIALOG_CLASSES, PALETTE_CLASSES)}
          onCloseAutoFocus={(event) => {
            // Radix remembers the frame's field, which is gone.
            event.preventDefault();
            giveFocusBack(opener);
          }}
        >
          <DialogPrimitive.Title className="sr-only">{label}</DialogPrimitive.Title>
          <PaletteSearch {...props} />
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  );
}

/** Without the name of the product, which every page's title ends with. */
const pageTitle = () => document.title.replace(/ · Switchboard$/, "");

/** What the palette offers for what is typed, before the server is asked. */
function useOwnGroups({ mode, user, workspaces }: CommandPaletteProps, typed: string): PaletteGroup[] {
  const pathname = usePathname();
  const { setTheme } = useTheme();
  const current = useCurrentWorkspace(workspaces);
  const place = { user, workspaces, current, pathname };
  const ofWorkspaces = { heading: "Workspaces", entries: workspaceEntries(place) };
  if (mode === "workspaces") return matchingGroups([ofWorkspaces], typed);
  const isTyped = typed.trim() !== "";
  const recent = recentPlaces(pathname).map(({ href, label }) => ({
    key: `recent ${href}`,
    label,
    icon: <Clock aria-hidden />,
    href,
  }));
  const groups = [
    { heading: "Recent", entries: recent },
    ...presentGroup(place),
    ofWorkspaces,
    ...portalGroups(place, setTheme),
    // A list of all of them is of no use before a word of their names is typed.
    ...(isTyped ? [elsewhereGroup(place)] : []),
  ];
  return matchingGroups(groups, typed).filter(({ entries }) => entries.length > 0);
}

/** The flow that the server found first, and what can be done with it. */
function actsOfFirst({ flows: [first] }: PaletteFindings): PaletteGroup[] {
  if (!first) return [];
  const href = foundFlowHref(first);
  const log = `/${first.workspace}/audit?target=${first.id}`;
  const copyLink = (path: string) => {
    void navigator.clipboard.writeText(new URL(path, window.location.origin).href).then(
      () => toast.success("The link is copied"),
      () => toast.error("Your browser did not allow copying."),
    );
  };
  return [flowActs({ name: first.name, href, log }, copyLink)];
}

/** The field and what matches. It is made anew whenever the palette opens, and begins with what was typed by then. */
function PaletteSearch(props: CommandPaletteProps) {
  const { mode, onClose, user, workspaces, typed, entered } = props;
  const { label, placeholder } = paletteWords(mode);
  const router = useRouter();
  const pathname = usePathname();
  const [search, setSearch] = useState(typed);
  const [chosenEarly, setChosenEarly] = useState(entered);
  const list = useRef<HTMLDivElement>(null);
  const own = useOwnGroups(props, search);
  const current = useCurrentWorkspace(workspaces);
  const everything = mode !== "workspaces";
  const wantedSwitch = everything ? typedSwitch(search) : null;
  const words = wantedSwitch?.name ?? search;
  const { findings, pending } = usePaletteSearch(everything ? words : "", user.isOwner);
  const isWaiting = pending && everything;
  // What was found for fewer letters stays until there is something newer, so that the list does not flicker.
  const shown = words.trim().startsWith(findings.q) ? findings : NOTHING_FOUND;
  const toSwitch = wantedSwitch ? [switchGroup(wantedSwitch, shown.flows, workspaces)] : [];

  useEffect(() => noteRecent({ href: pathname, label: pageTitle() }), [pathname]);

  function choose({ href, act, label: name }: PaletteEntry) {
    onClose();
    if (href === undefined) act?.();
    else if (mayLeaveFor(href)) {
      noteRecent({ href, label: name });
      router.push(href);
    }
  }

  const hasOwn = own.length > 0;
  useEffect(() => {
    if (!chosenEarly || (isWaiting && !hasOwn)) return;
    // The list has been drawn by the next frame.
    const frame = requestAnimationFrame(() => {
      setChosenEarly(false);
      list.current?.querySelector<HTMLElement>("[cmdk-item]")?.click();
    });
    return () => cancelAnimationFrame(frame);
  }, [chosenEarly, isWaiting, hasOwn]);

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    const selected = list.current?.querySelector<HTMLElement>('[cmdk-item][data-selected="true"]');
    if (isWaiting && !selected?.matches("[data-own] *")) {
      // Whoever types a whole name and Enter means the flow of that name, which is still being looked for.
      event.preventDefault();
      setChosenEarly(true);
    } else if ((event.ctrlKey || event.metaKey) && selected?.dataset.href !== undefined) {
      event.preventDefault();
      window.open(selected.dataset.href, "_blank", "noopener");
    }
  }

  return (
    <Command label={label} loop shouldFilter={false} onKeyDown={onKeyDown}>
      <Command.Input
        autoFocus
        placeholder={placeholder}
        value={search}
        onValueChange={(text) => {
          setSearch(text);
          setChosenEarly(false);
        }}
        className={PALETTE_FIELD_CLASSES}
      />
      <SearchProgress busy={isWaiting} />
      <Command.List ref={list} label={label} className="max-h-[min(26rem,65dvh)] overflow-y-auto p-1.5">
        <div data-own>
          <EntryGroups groups={own} onChoose={choose} />
        </div>
        <EntryGroups groups={toSwitch} onChoose={choose} />
        <FoundItems findings={shown} workspaces={workspaces} onChoose={choose} />
        <EntryGroups groups={actsOfFirst(shown)} onChoose={choose} />
        {hasOwn || shown.flows.length > 0 || shown.people.length > 0 ? null : (
          <p className="px-3 py-8 text-center text-sm text-muted-foreground">
            {isWaiting ? "Searching…" : "Nothing has that name."}
          </p>
        )}
        {everything && !isWaiting && words.trim() !== "" ? (
          <>
            <SearchOn q={words.trim()} onChoose={choose} />
            <EntryGroups groups={eventsGroup({ current }, words.trim())} onChoose={choose} />
          </>
        ) : null}
      </Command.List>
      <Footnote findings={shown} busy={isWaiting} />
    </Command>
  );
}

interface EntryGroupsProps {
  groups: readonly PaletteGroup[];
  onChoose: (entry: PaletteEntry) => void;
}

/** Groups of entries, without those that have none. */
function EntryGroups({ groups, onChoose }: EntryGroupsProps) {
  return groups
    .filter(({ entries }) => entries.length > 0)
    .map(({ heading, entries }) => (
      <Group key={heading} heading={heading}>
        {entries.map((entry) => (
          <Item key={entry.key} entry={entry} onChoose={onChoose} />
        ))}
      </Group>
    ));
}

/** A line that moves while the server is asked. */
function SearchProgress({ busy }: { busy: boolean }) {
  return (
    <div aria-hidden className="relative h-0.5 overflow-hidden">
      {busy ? <div className="absolute inset-y-0 left-0 w-1/3 animate-progress bg-primary" /> : null}
    </div>
  );
}

/** Leads to the page that shows all that matches. */
function SearchOn({ q, onChoose }: { q: string; onChoose: (entry: PaletteEntry) => void }) {
  return (
    <Group heading="Search page">
      <Item
        entry={{
          key: "search on",
          label: `All flows with “${q}”`,
          icon: <Search aria-hidden />,
          href: `/search?${new URLSearchParams({ q })}`,
        }}
        onChoose={onChoose}
      />
    </Group>
  );
}

/** What the list can't say: how much was found, and why flows are missing from it. */
function Footnote({ findings, busy }: { findings: PaletteFindings; busy: boolean }) {
  const { flows, unread, problem } = findings;
  return (
    <>
      <p role="status" className="sr-only">
        {busy || findings.q === "" ? "" : `${counted(flows.length, "flow")} found`}
      </p>
      {problem || unread > 0 ? (
        <p role="status" className="border-t px-4 py-2 text-xs text-muted-foreground">
          {problem
            ? `Flows could not be searched: ${problem.title}.`
            : `The texts of ${counted(unread, "flow")} were not read yet.`}
        </p>
      ) : null}
    </>
  );
}

const counted = (amount: number, one: string) => `${amount} ${amount === 1 ? one : `${one}s`}`;
