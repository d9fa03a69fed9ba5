"use client";

import { usePathname } from "next/navigation";
import { AppLink } from "../ui/app-link";
import { cn } from "../ui/class-names";

const TABS = [
  { href: "/people", label: "People" },
  { href: "/groups", label: "Groups" },
  { href: "/people/access-review", label: "Access review" },
];

/** The pages about who may do what. */
export function PeopleTabs() {
  const pathname = usePathname();
  return (
    <nav aria-label="People" className="mb-4 flex gap-1 overflow-x-auto border-b">
      {TABS.map(({ href, label }) => (
        <AppLink
          key={href}
          href={href}
          aria-current={pathname === href ? "page" : undefined}
          className={cn(
            "-mb-px inline-flex h-9 items-center border-b-2 px-3 text-sm font-medium whitespace-nowrap",
            pathname === href
              ? "border-primary text-foreground"
              : "border-transparent text-muted-foreground hover:text-foreground",
          )}
        >
          {label}
        </AppLink>
      ))}
    </nav>
  );
}
