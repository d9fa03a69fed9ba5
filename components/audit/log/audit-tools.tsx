"use client";

import { ChartNoAxesColumn, Ellipsis, Printer, Radio, ShieldCheck } from "lucide-react";
import { listAddress, paramPairs, type SearchParams } from "../../lists/list-address";
import { AppLink } from "../../ui/app-link";
import { Button } from "../../ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "../../ui/dropdown-menu";
import { useReaderZone } from "../../ui/reader-zone";
import { useActivityOpen } from "../activity/use-activity-open";

interface AuditToolsProps {
  pathname: string;
  params: SearchParams;
  /** Whether the reader may export and verify. */
  mayProve: boolean;
  /** Whether the reader may set where events are delivered to. */
  mayManage: boolean;
  /** Whether this log has a page for printing. */
  printable: boolean;
}

/** The further tools for a log as a whole, in a menu. */
export function AuditTools({ pathname, params, mayProve, mayManage, printable }: AuditToolsProps) {
  const zone = useReaderZone();
  const [activityOpen, setActivityOpen] = useActivityOpen();
  const print = listAddress(`${pathname}/print`, paramPairs(params), { cursor: null, zone });
  const tools = [
    ...(mayProve ? [{ href: `${pathname}/integrity`, label: "Integrity", icon: ShieldCheck }] : []),
    ...(mayManage ? [{ href: `${pathname}/deliveries`, label: "Deliveries", icon: Radio }] : []),
    ...(printable ? [{ href: print, label: "Print", icon: Printer }] : []),
  ];
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline" size="icon-sm" aria-label="More tools" title="More tools">
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" aria-label="More tools">
        <DropdownMenuItem className="sm:hidden" onSelect={() => setActivityOpen(!activityOpen)}>
          <ChartNoAxesColumn aria-hidden />
          Activity
        </DropdownMenuItem>
        {tools.map(({ href, label, icon: Icon }) => (
          <DropdownMenuItem key={label} asChild>
            <AppLink href={href}>
              <Icon aria-hidden />
              {label}
            </AppLink>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
      <noscript>
        {tools.map(({ href, label }) => (
          <a key={label} href={href} className="text-sm text-link underline">
            {label}
          </a>
        ))}
      </noscript>
    </DropdownMenu>
  );
}
