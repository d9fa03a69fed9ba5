import { ArrowDown, ArrowUp } from "lucide-react";
import type { FlowKind } from "@/lib/flows/model/flow";
import type { FlowListItem } from "@/lib/mirror/flow-lists";
import { listAddress } from "../../lists/list-address";
import { AppLink } from "../../ui/app-link";
import { Badge } from "../../ui/badge";
import { GivenName } from "../../ui/given-name";
import { HeaderCell, Table, TableCell, TableHead, TableRow } from "../../ui/table";
import { TimeAgo } from "../../ui/time-ago";
import { SelectFlow, SelectPage } from "../bulk/select-box";
import { ActiveBadge, DirectionLabel, driftWords } from "../words/flow-words";
import type { FlowSort } from "./flow-list-query";

interface FlowTableProps {
  kind: FlowKind;
  items: FlowListItem[];
  sort: FlowSort;
  pathname: string;
  params: [string, string][];
  /** Adds a box to each row and to the head to choose flows; needs a `BulkSelection` around the table. */
  selectable?: boolean;
}

/** The flows of one kind. Narrow screens hide the less important columns. */
export function FlowTable({ kind, items, sort, pathname, params, selectable = false }: FlowTableProps) {
  const messages = kind === "message_flow";
  const sorting = { sort, pathname, params };
  return (
    <Table label={messages ? "Message flows" : "Call flows"}>
      <TableHead>
        <tr>
          {selectable ? (
            <HeaderCell className="pr-0">
              <SelectPage />
            </HeaderCell>
          ) : null}
          <SortHeader label="Name" field="name" firstSort="name" {...sorting} />
          <HeaderCell>State</HeaderCell>
          <HeaderCell className="hidden sm:table-cell">Direction</HeaderCell>
          {messages ? <HeaderCell className="hidden md:table-cell">Channel</HeaderCell> : null}
          {messages ? <HeaderCell className="hidden md:table-cell">Autopilot</HeaderCell> : null}
          <HeaderCell className="hidden lg:table-cell">Agent</HeaderCell>
          <SortHeader
            label="Updated"
            field="updatedAt"
            firstSort="-updatedAt"
            className="max-sm:hidden"
            {...sorting}
          />
        </tr>
      </TableHead>
      <tbody>
        {items.map((item) => (
          <FlowRow
            key={item.id}
            item={item}
            messages={messages}
            pathname={pathname}
            selectable={selectable}
          />
        ))}
      </tbody>
    </Table>
  );
}

/** Marks flows that need attention; others get no badge. */
function DriftBadge({ item }: { item: FlowListItem }) {
  if (item.driftState !== "changed_upstream") return null;
  const { label, meaning } = driftWords(item.driftState);
  return (
    <Badge tone="warn" title={meaning}>
      {label}
    </Badge>
  );
}

interface FlowRowProps {
  item: FlowListItem;
  messages: boolean;
  pathname: string;
  selectable: boolean;
}

function FlowRow({ item, messages, pathname, selectable }: FlowRowProps) {
  return (
    <TableRow>
      {selectable ? (
        <TableCell className="w-px pr-0">
          <SelectFlow id={item.id} name={item.name} disabled={item.missing} />
        </TableCell>
      ) : null}
      <TableCell className="w-full max-w-0">
        <AppLink
          href={`${pathname}/${item.id}`}
          title={item.driftState === "never_seen" ? driftWords(item.driftState).label : undefined}
          className="block truncate rounded-sm font-medium hover:text-link hover:underline"
        >
          {item.name ? <GivenName>{item.name}</GivenName> : "Flow without a name"}
        </AppLink>
        {item.description ? (
          <span className="block truncate text-muted-foreground">{item.description}</span>
        ) : null}
      </TableCell>
      <TableCell>
        {item.missing ? (
          <Badge tone="warn">Gone in Trillet</Badge>
        ) : (
          <span className="flex flex-wrap gap-1">
            <ActiveBadge isActive={item.isActive} />
            <DriftBadge item={item} />
          </span>
        )}
      </TableCell>
      <TableCell className="hidden sm:table-cell">
        <DirectionLabel direction={item.direction} />
      </TableCell>
      {messages ? (
        <TableCell className="hidden md:table-cell">{item.messageChannel ?? "Not known"}</TableCell>
      ) : null}
      {messages ? (
        <TableCell className="hidden md:table-cell">
          {item.autopilot === null ? "Not known" : item.autopilot ? "On" : "Off"}
        </TableCell>
      ) : null}
      <TableCell className="hidden max-w-44 truncate text-muted-foreground lg:table-cell">
        <AgentCell id={item.agent} name={item.agentName} />
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-sm:hidden">
        {item.updatedAt ? <TimeAgo at={item.updatedAt} /> : "Not known"}
      </TableCell>
    </TableRow>
  );
}

function AgentCell({ id, name }: { id: string | null; name: string | null }) {
  if (!id) return "None";
  return name ? (
    <span title={`${name}, ${id}`}>{name}</span>
  ) : (
    <span title={id} className="font-mono text-xs">
      {shortId(id)}
    </span>
  );
}

/** Shortens an id to its end: the upstream's ids begin with a time, so they begin alike. */
function shortId(id: string): string {
  return id.length <= 10 ? id : `…${id.slice(-8)}`;
}

interface SortHeaderProps {
  label: string;
  field: string;
  /** The order after the first press. */
  firstSort: FlowSort;
  sort: FlowSort;
  pathname: string;
  params: [string, string][];
  className?: string;
}

function SortHeader({ label, field, firstSort, sort, pathname, params, className }: SortHeaderProps) {
  const sorted = sort.replace("-", "") === field;
  const descending = sort.startsWith("-");
  const next = !sorted ? firstSort : descending ? field : `-${field}`;
  const Arrow = descending ? ArrowDown : ArrowUp;
  return (
    <HeaderCell
      {...(className ? { className } : {})}
      aria-sort={sorted ? (descending ? "descending" : "ascending") : undefined}
    >
      <AppLink
        href={listAddress(pathname, params, { sort: next })}
        replace
        scroll={false}
        className="inline-flex items-center gap-1 rounded-sm hover:text-foreground hover:underline"
      >
        {label}
        {sorted ? <Arrow aria-hidden className="size-3" /> : null}
      </AppLink>
    </HeaderCell>
  );
}
