"use client";

import { ChevronsUpDown } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { GivenName } from "../ui/given-name";
import { expectPart, useLatePart } from "../ui/late-part";
import { useHydrated } from "../ui/use-hydrated";
import type { ShellUser } from "./shell-types";

const loadItems = () => import("./account-items").then(({ AccountItems }) => AccountItems);

/** The signed-in person: account, appearance, sign-out. */
export function AccountMenu({ user }: { user: ShellUser }) {
  const [wanted, setWanted] = useState(false);
  const AccountItems = useLatePart(loadItems, wanted, () => setWanted(false));
  if (AccountItems) return <AccountItems userId={user.id} trigger={<AccountButton user={user} />} />;
  return (
    <AccountButton
      user={user}
      aria-haspopup="menu"
      aria-expanded={false}
      // The script arrives while the pointer or the focus is on its way.
      onPointerEnter={() => expectPart(loadItems)}
      onFocus={() => expectPart(loadItems)}
      onClick={() => setWanted(true)}
      onKeyDown={({ key }) => (key === "ArrowDown" ? setWanted(true) : undefined)}
    />
  );
}

function AccountButton({ user, ...rest }: { user: ShellUser } & ComponentProps<"button">) {
  const hydrated = useHydrated();
  return (
    <button
      type="button"
      disabled={!hydrated}
      className="flex w-full items-center gap-2.5 rounded-md px-2 py-2 text-left hover:bg-sidebar-accent focus-visible:outline-sidebar-ring"
      {...rest}
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
    </button>
  );
}
