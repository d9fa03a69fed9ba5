"use client";

import { LogOut, MonitorSmartphone, Moon, Sun, UserRound } from "lucide-react";
import { useTheme } from "next-themes";
import type { ReactElement } from "react";
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
import { SignOutQuestion, useSignOut } from "./sign-out";

/** The items of the account menu. They load when the menu is first opened, and are open then. */
export function AccountItems({ userId, trigger }: { userId: string; trigger: ReactElement }) {
  const { theme, setTheme } = useTheme();
  const leaving = useSignOut(userId);

  return (
    <>
      <SignOutQuestion leaving={leaving} />
      <DropdownMenu defaultOpen>
        <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
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
          <DropdownMenuItem disabled={leaving.busy} onSelect={() => void leaving.begin()}>
            <LogOut aria-hidden />
            Sign out
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
    </>
  );
}
