import {
  History,
  Link2,
  MonitorSmartphone,
  Moon,
  Plus,
  Power,
  ScrollText,
  Sun,
  UserRound,
} from "lucide-react";
import type { ReactNode } from "react";
import type { FoundFlow } from "@/lib/mirror/text/search-flows";
import { textWords } from "@/lib/text/placed-words";
import { foundFlowHref } from "../search/hits/found-flow";
import { WorkspaceMark } from "./marks";
import { addressInWorkspace, portalLinks, workspaceLinks } from "./navigation";
import type { ShellUser, ShellWorkspace } from "./shell-types";

/** Something that the palette leads to or does. */
export interface PaletteEntry {
  key: string;
  /** What it is found by, beside its label. */
  words?: string;
  label: string;
  icon: ReactNode;
  /** What stands at its end. */
  note?: ReactNode;
  /** Where it leads; else `act` says what it does. */
  href?: string;
  act?: () => void;
}

export interface PaletteGroup {
  heading: string;
  entries: PaletteEntry[];
}

/** So many entries of a group are shown to somebody who types; more words make them fewer. */
const MOST_OF_A_GROUP = 6;

/** Keeps the entries of which every typed word begins one of their words. */
export function matchingGroups(groups: readonly PaletteGroup[], typed: string): PaletteGroup[] {
  const wanted = textWords(typed).split(" ").filter(Boolean);
  if (wanted.length === 0) return typed.trim() === "" ? [...groups] : [];
  const fits = ({ label, words = "" }: PaletteEntry) => {
    const own = textWords(`${label} ${words}`).split(" ");
    return wanted.every((word) => own.some((one) => one.startsWith(word)));
  };
  return groups
    .map(({ heading, entries }) => ({ heading, entries: entries.filter(fits).slice(0, MOST_OF_A_GROUP) }))
    .filter(({ entries }) => entries.length > 0);
}

interface Place {
  user: ShellUser;
  workspaces: readonly ShellWorkspace[];
  /** The workspace of the present page. */
  current: ShellWorkspace | null;
  pathname: string;
}

/** The workspaces, each leading to the section that is open now. */
export function workspaceEntries({ workspaces, current, pathname }: Place): PaletteEntry[] {
  return workspaces.map(({ slug, name, colour }) => ({
    key: `workspace ${slug}`,
    words: `workspace ${slug}`,
    label: name,
    icon: <WorkspaceMark name={name} colour={colour} className="size-6" />,
    href: addressInWorkspace(slug, pathname, current !== null),
    ...(slug === current?.slug ? { note: "you are here" } : {}),
  }));
}

const creates = ({ role }: ShellWorkspace) => role === "editor" || role === "admin";

function creationEntries(workspace: ShellWorkspace, named: boolean): PaletteEntry[] {
  if (!creates(workspace)) return [];
  const { slug, name } = workspace;
  return (["call", "message"] as const).map((kind) => ({
    key: `new ${kind} ${slug}`,
    words: `create ${name}`,
    label: `New ${kind} flow`,
    icon: <Plus aria-hidden />,
    href: `/${slug}/${kind}-flows/new`,
    ...(named ? { note: name } : {}),
  }));
}

function pageEntries({ slug, name }: ShellWorkspace, named: boolean): PaletteEntry[] {
  return workspaceLinks(slug).map(({ href, label, icon: Icon }) => ({
    key: href,
    words: name,
    label,
    icon: <Icon aria-hidden />,
    href,
    ...(named ? { note: name } : {}),
  }));
}

/** The pages and acts of the present workspace, which are offered before anything is typed. */
export function presentGroup({ current }: Place): PaletteGroup[] {
  if (!current) return [];
  const entries = [...pageEntries(current, false), ...creationEntries(current, false)];
  return [{ heading: current.name, entries }];
}

/** The pages and acts of the other workspaces, which are found by their names. */
export function elsewhereGroup({ workspaces, current }: Place): PaletteGroup {
  const others = workspaces.filter(({ slug }) => slug !== current?.slug);
  const entries = others.flatMap((one) => [...pageEntries(one, true), ...creationEntries(one, true)]);
  return { heading: "In other workspaces", entries };
}

/** The pages of the portal, and how it looks. */
export function portalGroups({ user }: Place, setTheme: (name: string) => void): PaletteGroup[] {
  const pages = portalLinks(user.isOwner).map(({ href, label, icon: Icon }) => ({
    key: href,
    words: "portal",
    label,
    icon: <Icon aria-hidden />,
    href,
  }));
  const account = {
    key: "/account",
    words: "account sessions password tokens",
    label: "Your account",
    icon: <UserRound aria-hidden />,
    href: "/account",
  };
  const themes = [
    { name: "light", label: "Light", icon: <Sun aria-hidden /> },
    { name: "dark", label: "Dark", icon: <Moon aria-hidden /> },
    { name: "system", label: "Same as the system", icon: <MonitorSmartphone aria-hidden /> },
  ].map(({ name, ...entry }) => ({
    ...entry,
    key: `theme ${name}`,
    words: "theme appearance",
    act: () => setTheme(name),
  }));
  return [
    { heading: "Portal", entries: [...pages, account] },
    { heading: "Appearance", entries: themes },
  ];
}

/** Somebody types what to do with a flow, and then its name. */
export interface TypedSwitch {
  isActive: boolean;
  /** The words behind. */
  name: string;
}

/** Reads "deactivate night line" and its like; null for anything else. */
export function typedSwitch(typed: string): TypedSwitch | null {
  const [, verb, name] = /^\s*(activate|deactivate)\s+(\S.*)$/i.exec(typed) ?? [];
  return verb && name ? { isActive: verb.toLowerCase() === "activate", name: name.trim() } : null;
}

/** The found flows that are to be switched: each leads to its switch, where the change is reviewed as any other. */
export function switchGroup(
  { isActive }: TypedSwitch,
  flows: readonly FoundFlow[],
  workspaces: readonly ShellWorkspace[],
): PaletteGroup {
  const verb = isActive ? "Activate" : "Deactivate";
  const icon = <Power aria-hidden />;
  const entries = flows.flatMap((flow) => {
    const workspace = workspaces.find(({ slug }) => slug === flow.workspace);
    if (!workspace || !creates(workspace) || flow.isActive !== !isActive) return [];
    const href = foundFlowHref(flow, "/isActive");
    return [{ key: `switch ${href}`, label: `${verb} ${flow.name}`, icon, href, note: workspace.name }];
  });
  return { heading: verb, entries };
}

/** Leads to what the log of the present workspace says with some words. */
export function eventsGroup({ current }: Pick<Place, "current">, q: string): PaletteGroup[] {
  if (!current) return [];
  const href = `/${current.slug}/audit?${new URLSearchParams({ q })}`;
  const label = `Events of ${current.name} with “${q}”`;
  return [
    { heading: "Audit log", entries: [{ key: "events", label, icon: <ScrollText aria-hidden />, href }] },
  ];
}

/** What else can be done with a flow than to open it. */
export function flowActs(
  { name, href, log }: { name: string; href: string; log: string },
  copyLink: (href: string) => void,
): PaletteGroup {
  return {
    heading: `About ${name}`,
    entries: [
      {
        key: `history ${href}`,
        label: "Its history",
        icon: <History aria-hidden />,
        href: `${href}?tab=history`,
      },
      { key: `log ${href}`, label: "What the log says of it", icon: <ScrollText aria-hidden />, href: log },
      { key: `link ${href}`, label: "Copy its link", icon: <Link2 aria-hidden />, act: () => copyLink(href) },
    ],
  };
}
