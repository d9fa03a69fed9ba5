"use client";

import { Command } from "cmdk";
import { MonitorSmartphone, Moon, Plus, Sun, UserRound } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { Dialog as DialogPrimitive } from "radix-ui";
import { type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { cn } from "../ui/class-names";
import { DIALOG_CLASSES, OVERLAY_CLASSES } from "../ui/dialog-classes";
import { mayLeaveFor } from "../ui/unsaved-changes";
import { WorkspaceMark } from "./marks";
import { addressInWorkspace, portalLinks, useCurrentWorkspace, workspaceLinks } from "./navigation";
import {
  giveFocusBack,
  PALETTE_CLASSES,
  PALETTE_FIELD_CLASSES,
  type PaletteMode,
  paletteWords,
} from "./palette";
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

/** Goes to any workspace or page from the keyboard. It loads when the palette is first opened (`palette-frame.tsx`). */
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

/** The field and what matches. It is made anew whenever the palette opens, and begins with what was typed by then. */
function PaletteSearch({ typed, entered, ...items }: CommandPaletteProps) {
  const { label, placeholder } = paletteWords(items.mode);
  const [search, setSearch] = useState(typed);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!entered) return;
    // The list has been searched by the next frame.
    const frame = requestAnimationFrame(() =>
      field.current?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true })),
    );
    return () => cancelAnimationFrame(frame);
  }, [entered]);
  return (
    <Command label={label} loop>
      <Command.Input
        ref={field}
        autoFocus
        placeholder={placeholder}
        value={search}
        onValueChange={setSearch}
        className={PALETTE_FIELD_CLASSES}
      />
      <Command.List label={label} className="max-h-[min(22rem,60dvh)] overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-8 text-center text-sm text-muted-foreground">
          Nothing has that name.
        </Command.Empty>
        <PaletteItems {...items} />
      </Command.List>
    </Command>
  );
}

type PaletteItemsProps = Pick<CommandPaletteProps, "mode" | "onClose" | "user" | "workspaces">;

function PaletteItems({ mode, onClose, user, workspaces }: PaletteItemsProps) {
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
