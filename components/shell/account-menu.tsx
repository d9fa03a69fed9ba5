"use client";

import { ChevronsUpDown, LogOut, MonitorSmartphone, Moon, Sun, UserRound } from "lucide-react";
import { useTheme } from "next-themes";
import { useState } from "react";
import { toast } from "sonner";
import { signOut } from "../sign-in/auth-requests";
import { AppLink } from "../ui/app-link";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu";
import { GivenName } from "../ui/given-name";
import { useHydrated } from "../ui/use-hydrated";
import type { ShellUser } from "./shell-types";

/** The signed-in person: account, appearance, sign-out. */
export function AccountMenu({ user }: { user: ShellUser }) {
  const { theme, setTheme } = useTheme();
  const hydrated = useHydrated();
  const [leaving, setLeaving] = useState(false);

  async function leave() {
    setLeaving(true);
    if (await signOut()) {
      window.location.assign("/sign-in");
      return;
    }
    setLeaving(false);
    toast.error("Signing out failed. Try again in a moment.");
  }

  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        disabled={!hydrated}
        className="flex w-full items-center gap-2.5 rounded-md px-2 py-2 text-left hover:bg-sidebar-accent focus-visible:outline-sidebar-ring"
      >
        <span
          aria-hidden
          className="grid size-7 shrink-0 place-items-center rounded-full bg-sidebar-accent text-xs font-semibold ring-1 ring-sidebar-border"
        >
          {user.name.trim().slice(0, 1).toUpperCase() || "?"}
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm font-medium">
            <GivenName>{user.name}</GivenName>
          </span>
          <span className="block truncate text-xs text-sidebar-muted">{user.email}</span>
        </span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-sidebar-muted" />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" side="top" className="w-56">
        <DropdownMenuItem asChild>
          <AppLink href="/account">
            <UserRound aria-hidden />
            Your account
          </AppLink>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Appearance</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={theme ?? "system"} onValueChange={setTheme}>
          <DropdownMenuRadioItem value="light">
            <Sun aria-hidden />
            Light
          </DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="dark">
            <Moon aria-hidden />
            Dark
          </DropdownMenuRadioItem>
          <DropdownMenuRadioItem value="system">
            <MonitorSmartphone aria-hidden />
            Same as the system
          </DropdownMenuRadioItem>
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem disabled={leaving} onSelect={() => void leave()}>
          <LogOut aria-hidden />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
