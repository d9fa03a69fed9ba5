"use client";

import { Command } from "cmdk";
import { MonitorSmartphone, Moon, Plus, Sun, UserRound } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { Dialog as DialogPrimitive } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "../ui/class-names";
import { DIALOG_CLASSES, OVERLAY_CLASSES } from "../ui/dialog";
import { mayLeaveFor } from "../ui/unsaved-changes";
import { WorkspaceMark } from "./marks";
import { addressInWorkspace, portalLinks, useCurrentWorkspace, workspaceLinks } from "./navigation";
import type { PaletteMode } from "./palette";
import type { ShellUser, ShellWorkspace } from "./shell-types";

interface CommandPaletteProps {
  mode: PaletteMode | null;
  onClose: () => void;
  user: ShellUser;
  workspaces: ShellWorkspace[];
}

/** Goes to any workspace or page from the keyboard. */
export function CommandPalette({ mode, onClose, user, workspaces }: CommandPaletteProps) {
  const label = mode === "workspaces" ? "Switch workspace" : "Go to";
  return (
    <DialogPrimitive.Root open={mode !== null} onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className={OVERLAY_CLASSES} />
        <DialogPrimitive.Content
          aria-describedby={undefined}
          className={cn(DIALOG_CLASSES, "top-[12dvh] translate-y-0 overflow-hidden p-0")}
        >
          <DialogPrimitive.Title className="sr-only">{label}</DialogPrimitive.Title>
          <Command label={label} loop>
            <Command.Input
              autoFocus
              placeholder={mode === "workspaces" ? "Find a workspace" : "Find a page or a workspace"}
              className="h-12 w-full border-b bg-transparent px-4 text-base outline-none placeholder:text-muted-foreground"
            />
            <Command.List label={label} className="max-h-[min(22rem,60dvh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-8 text-center text-sm text-muted-foreground">
                Nothing has that name.
              </Command.Empty>
              <PaletteItems mode={mode} onClose={onClose} user={user} workspaces={workspaces} />
            </Command.List>
          </Command>
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  );
}

function PaletteItems({ mode, onClose, user, workspaces }: CommandPaletteProps) {
  const router = useRouter();
  const pathname = usePathname();
  const { setTheme } = useTheme();
  const current = useCurrentWorkspace(workspaces);
  const go = (href: string) => () => {
    onClose();
    if (mayLeaveFor(href)) router.push(href);
  };
  const theme = (name: string) => () => {
    setTheme(name);
    onClose();
  };
  const workspaceItems = workspaces.map(({ slug, name, colour }) => (
    <Item
      key={slug}
      value={`workspace ${name} ${slug}`}
      onSelect={go(addressInWorkspace(slug, pathname, current !== null))}
    >
      <WorkspaceMark name={name} colour={colour} className="size-6" />
      <span className="truncate">{name}</span>
      {slug === current?.slug ? (
        <span className="ml-auto text-xs text-muted-foreground">you are here</span>
      ) : null}
    </Item>
  ));
  if (mode === "workspaces") return <Group heading="Workspaces">{workspaceItems}</Group>;
  const mayCreate = current?.role === "editor" || current?.role === "admin";
  return (
    <>
      {current ? (
        <Group heading={current.name}>
          {workspaceLinks(current.slug).map(({ href, label, icon: Icon }) => (
            <Item key={href} value={`${label} ${current.name}`} onSelect={go(href)}>
              <Icon aria-hidden />
              {label}
            </Item>
          ))}
          {mayCreate ? (
            <>
              <Item value="New call flow create" onSelect={go(`/${current.slug}/call-flows/new`)}>
                <Plus aria-hidden />
                New call flow
              </Item>
              <Item value="New message flow create" onSelect={go(`/${current.slug}/message-flows/new`)}>
                <Plus aria-hidden />
                New message flow
              </Item>
            </>
          ) : null}
        </Group>
      ) : null}
      {workspaces.length > 0 ? <Group heading="Workspaces">{workspaceItems}</Group> : null}
      <Group heading="Portal">
        {portalLinks(user.isOwner).map(({ href, label, icon: Icon }) => (
          <Item key={href} value={`portal ${label}`} onSelect={go(href)}>
            <Icon aria-hidden />
            {label}
          </Item>
        ))}
        <Item value="account sessions" onSelect={go("/account")}>
          <UserRound aria-hidden />
          Your account
        </Item>
      </Group>
      <Group heading="Appearance">
        <Item value="theme light" onSelect={theme("light")}>
          <Sun aria-hidden />
          Light
        </Item>
        <Item value="theme dark" onSelect={theme("dark")}>
          <Moon aria-hidden />
          Dark
        </Item>
        <Item value="theme system" onSelect={theme("system")}>
          <MonitorSmartphone aria-hidden />
          Same as the system
        </Item>
      </Group>
    </>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted-foreground"
    >
      {children}
    </Command.Group>
  );
}

function Item({ value, onSelect, children }: { value: string; onSelect: () => void; children: ReactNode }) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-2 text-sm data-[selected=true]:bg-accent data-[selected=true]:text-accent-foreground [&_svg]:size-4 [&_svg]:shrink-0"
    >
      {children}
    </Command.Item>
  );
}
