import type { OverviewItem } from "@/lib/overview/overview";
import { HEALTH } from "@/lib/workspaces/health";
import { counted } from "../flows/words/counted";
import { changeInShort } from "../flows/words/last-change";
import { WorkspaceMark } from "../shell/marks";
import { AppLink } from "../ui/app-link";
import { Badge, Lamp } from "../ui/badge";
import { cn } from "../ui/class-names";
import { GivenName } from "../ui/given-name";
import { HeaderCell, Table, TableCell, TableHead, TableRow } from "../ui/table";
import { TimeAgo } from "../ui/time-ago";
import { flowsOf, needsAttention, type OverviewPart, wrongInShort } from "./overview-query";
import { StarButton } from "./star-button";

const WIDE = "hidden md:table-cell";
const WIDER = "hidden lg:table-cell";
/** A cell of a stacked row stands in the second column of its grid, right of the mark. */
const STACKED = "max-sm:col-start-2 max-sm:p-0!";

/** A part of the table: what its group has in all, and the workspaces of it that the page shows. */
export interface ShownPart extends OverviewPart {
  shown: OverviewItem[];
}

interface OverviewTableProps {
  parts: ShownPart[];
  /** Whether each part has its group above it. */
  grouped: boolean;
}

/** The workspaces of somebody, a line for each. Phones stack the columns. */
export function OverviewTable({ parts, grouped }: OverviewTableProps) {
  return (
    <Table label="Workspaces" className="max-sm:block">
      <TableHead className="max-sm:sr-only">
        <tr>
          <HeaderCell>Workspace</HeaderCell>
          <HeaderCell>Health</HeaderCell>
          <HeaderCell className="text-right">Active</HeaderCell>
          <HeaderCell className={WIDE} title="Flows that were changed outside Switchboard">
            Outside
          </HeaderCell>
          <HeaderCell className={WIDER}>Last change</HeaderCell>
        </tr>
      </TableHead>
      {parts.map((part) => (
        <tbody key={part.group?.id ?? "none"} className="not-last:border-b max-sm:block">
          {grouped ? <PartHeading part={part} /> : null}
          {part.shown.map((item) => (
            <OverviewRow key={item.slug} item={item} />
          ))}
        </tbody>
      ))}
    </Table>
  );
}

const COLUMNS = 5;

/** The group's name, and what is wrong in all of it: a group that is longer than a page says so on each. */
function PartHeading({ part: { group, items } }: { part: OverviewPart }) {
  const wrong = wrongInShort(items);
  return (
    <tr className="border-b bg-muted/50 max-sm:block">
      <th
        scope="rowgroup"
        colSpan={COLUMNS}
        className="px-4 py-1.5 text-xs font-medium wrap-anywhere text-muted-foreground max-sm:block"
      >
        <span className="flex flex-wrap items-center gap-x-3">
          <span className="text-foreground">
            {group ? <GivenName>{group.name}</GivenName> : "In no group"}
          </span>
          <span>{counted(items.length, "workspace")}</span>
          <span className={items.some(needsAttention) ? "text-warning" : undefined}>{wrong}</span>
        </span>
      </th>
    </tr>
  );
}

function OverviewRow({ item }: { item: OverviewItem }) {
  const { slug, name, colour, drift } = item;
  const { active, total } = flowsOf(item);
  return (
    <TableRow
      data-row
      className="focus-within:bg-muted/60 [&>td]:py-2 max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:gap-y-1 max-sm:px-4 max-sm:py-2.5"
    >
      <TableCell className="w-full max-sm:p-0! sm:max-w-0 sm:min-w-48">
        <span className="flex items-center gap-3">
          <StarButton slug={slug} name={name} starred={item.starred} />
          <AppLink
            data-row-link
            href={`/${slug}/call-flows`}
            className="flex min-w-0 items-center gap-2.5 rounded-sm font-medium hover:text-link hover:underline"
          >
            <WorkspaceMark name={name} colour={colour} className="size-6" />
            <span className="truncate">
              <GivenName>{name}</GivenName>
            </span>
          </AppLink>
        </span>
      </TableCell>
      <TableCell className="whitespace-nowrap max-sm:row-start-2 max-sm:p-0!">
        <HealthCell item={item} />
      </TableCell>
      <TableCell className={cn("text-right whitespace-nowrap tabular-nums", STACKED, "max-sm:row-start-1")}>
        {active}
        <span className="text-muted-foreground"> / {total}</span>
        <span className="sr-only"> flows active</span>
      </TableCell>
      <TableCell className={cn(WIDE, "max-sm:row-start-2")}>
        {drift > 0 ? (
          <Badge tone="warn" title={`${drift} ${drift === 1 ? "flow was" : "flows were"} changed in Trillet`}>
            {drift}
          </Badge>
        ) : (
          <span className="text-muted-foreground">
            –<span className="sr-only">none</span>
          </span>
        )}
      </TableCell>
      <TableCell className={cn(WIDER, "max-w-80 min-w-36 min-[90rem]:min-w-48")}>
        <LastChangeOf item={item} />
      </TableCell>
    </TableRow>
  );
}

function HealthCell({ item }: { item: OverviewItem }) {
  const { slug, health, unknownChanges, budget, copiesBehind } = item;
  const { lamp, label, tone } = HEALTH[health.state];
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1" title={health.message ?? undefined}>
      <span className="inline-flex items-center gap-2">
        <Lamp state={lamp} />
        <span className={tone === "bad" ? "font-medium text-destructive" : undefined}>{label}</span>
      </span>
      {health.since ? (
        <span className="text-muted-foreground">
          <TimeAgo at={health.since} />
        </span>
      ) : null}
      {unknownChanges > 0 ? (
        <Badge tone="warn">
          {unknownChanges === 1 ? "1 unknown outcome" : `${unknownChanges} unknown outcomes`}
        </Badge>
      ) : null}
      {budget?.left === 0 ? <Badge tone="warn">Budget used up</Badge> : null}
      <CopiesBehind slug={slug} copies={copiesBehind} />
    </span>
  );
}

/** How many copies are behind their sources, with the way to the list that has them. */
function CopiesBehind({ slug, copies }: { slug: string; copies: OverviewItem["copiesBehind"] }) {
  const both = copies.callFlows > 0 && copies.messageFlows > 0;
  const kinds = [
    { segment: "call-flows", count: copies.callFlows, one: "copied call flow" },
    { segment: "message-flows", count: copies.messageFlows, one: "copied message flow" },
  ];
  return kinds.map(({ segment, count, one }) =>
    count === 0 ? null : (
      <AppLink
        key={segment}
        href={`/${slug}/${segment}?copy=behind&columns=source`}
        title="Their sources are newer"
        className="rounded-sm text-link hover:underline"
      >
        {both ? counted(count, one) : counted(count, "copy", "copies")} behind
      </AppLink>
    ),
  );
}

function LastChangeOf({ item: { slug, lastChange } }: { item: OverviewItem }) {
  if (lastChange === null) return <span className="text-muted-foreground">None that the log knows</span>;
  const { by, flow, at, eventId } = lastChange;
  const what = changeInShort(lastChange);
  const who = by?.name ?? "In Trillet";
  return (
    <AppLink
      href={`/${slug}/audit/${eventId}`}
      title={`${who}: ${flow.name ?? "a flow"}, ${what}`}
      className="group/last flex flex-wrap items-center gap-x-2 rounded-sm min-[90rem]:flex-nowrap"
    >
      <span className="min-w-0 basis-full truncate min-[90rem]:flex-1 min-[90rem]:basis-0 group-hover/last:text-link group-hover/last:underline">
        <span className="text-muted-foreground">
          <GivenName>{who}</GivenName> ·
        </span>{" "}
        <GivenName>{flow.name ?? "A flow"}</GivenName>: {what}
      </span>
      <span className="shrink-0 text-muted-foreground">
        <TimeAgo at={at} />
      </span>
    </AppLink>
  );
}
