import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import type { FlowKind } from "@/lib/flows/model/flow";
import type { FlowListItem } from "@/lib/mirror/flow-lists";
import { listAddress } from "../../lists/list-address";
import { AppLink } from "../../ui/app-link";
import { Badge } from "../../ui/badge";
import { cn } from "../../ui/class-names";
import { GivenName } from "../../ui/given-name";
import { HeaderCell, Table, TableCell, TableHead, TableRow } from "../../ui/table";
import { SelectAll } from "../bulk/select-all";
import { SelectFlow, SelectPage } from "../bulk/select-box";
import { ActiveState, DirectionLabel, driftWords } from "../words/flow-words";
import { LastChangeCell } from "../words/last-change";
import type { FlowSort } from "./flow-list-query";
import { SourceCell, type SourceNames } from "./source-cell";

interface FlowTableProps {
  kind: FlowKind;
  items: FlowListItem[];
  sort: FlowSort;
  pathname: string;
  /** The workspace's log, without a slash at its end. */
  logPath: string;
  params: [string, string][];
  /** Whether there are folders to show. */
  folders: boolean;
  /** The workspaces of the reader, where the table says what flows were copied from; else null. */
  sources: SourceNames | null;
  /** Whether the flows come by folder, so that each folder can be a part of the table. */
  grouped: boolean;
}

const WIDE = "hidden min-[72rem]:table-cell";
const WIDER = "hidden xl:table-cell";
const WIDEST = "hidden min-[88rem]:table-cell";
/** Where "Copied from" is shown beside it. */
const EXTRA_WIDE = "hidden min-[108rem]:table-cell";

/**
 * The flows of one kind, a line for each, in a `BulkSelection` by which they are chosen. Narrow screens hide the less important
 * columns, and phones stack the rest.
 */
export function FlowTable(props: FlowTableProps) {
  const { kind, items, sort, pathname, params, sources, grouped } = props;
  const messages = kind === "message_flow";
  const sorting = { sort, pathname, params };
  const shown = shownColumns(props);
  const columns = (messages ? 8 : 6) + (shown.folder ? 1 : 0) + (sources ? 1 : 0);
  const rows = (ofPart: FlowListItem[]) =>
    ofPart.map((item) => <FlowRow key={item.id} item={item} messages={messages} {...props} />);
  return (
    <Table label={messages ? "Message flows" : "Call flows"} className="max-sm:block">
      <TableHead className="max-sm:block">
        <tr className="max-sm:flex max-sm:items-center">
          <HeaderCell className="pr-0 max-sm:flex max-sm:items-center">
            <SelectPage />
          </HeaderCell>
          <SortHeader
            label="Name"
            field="name"
            firstSort="name"
            className="max-sm:flex max-sm:flex-1 max-sm:items-center"
            {...sorting}
          />
          <HeaderCell className="max-sm:hidden">State</HeaderCell>
          <HeaderCell className={shown.direction}>Direction</HeaderCell>
          {messages ? <HeaderCell className={WIDE}>Channel</HeaderCell> : null}
          {messages ? <HeaderCell className={WIDEST}>Autopilot</HeaderCell> : null}
          <HeaderCell className={WIDER}>Agent</HeaderCell>
          {shown.folder ? <HeaderCell className={shown.folder}>Folder</HeaderCell> : null}
          {sources ? <HeaderCell className="max-sm:hidden">Copied from</HeaderCell> : null}
          <SortHeader
            label="Last change"
            field="updatedAt"
            firstSort="-updatedAt"
            className="max-sm:flex max-sm:items-center"
            {...sorting}
          />
        </tr>
      </TableHead>
      <SelectAll columns={columns} />
      {grouped ? (
        byFolder(items).map((group) => (
          <tbody key={group.key} className="not-last:border-b max-sm:block">
            <tr className="border-b bg-muted/50 max-sm:block">
              <th
                scope="rowgroup"
                colSpan={columns}
                className="px-4 py-1.5 text-xs font-medium wrap-anywhere text-muted-foreground max-sm:block"
              >
                {group.label}
              </th>
            </tr>
            {rows(group.items)}
          </tbody>
        ))
      ) : (
        <tbody className="max-sm:block">{rows(items)}</tbody>
      )}
    </Table>
  );
}

/** From which width on columns are shown that give way to others; null for no such column. */
function shownColumns({
  kind,
  folders,
  grouped,
  sources,
}: Pick<FlowTableProps, "kind" | "folders" | "grouped" | "sources">) {
  return {
    direction: sources ? EXTRA_WIDE : kind === "message_flow" ? WIDER : WIDE,
    folder: !folders || grouped ? null : sources ? EXTRA_WIDE : WIDEST,
  };
}

interface FolderGroup {
  key: string;
  label: ReactNode;
  items: FlowListItem[];
}

/** Parts flows that come by folder. */
function byFolder(items: FlowListItem[]): FolderGroup[] {
  const groups = new Map<string, FolderGroup>();
  for (const item of items) {
    const { folder } = item;
    const unread = folder === null && item.driftState === "never_seen";
    const key = folder ? `in ${folder.id}` : unread ? "unread" : "none";
    const group = groups.get(key);
    if (group) group.items.push(item);
    else groups.set(key, { key, label: groupLabel(folder, unread), items: [item] });
  }
  return [...groups.values()];
}

function groupLabel(folder: FlowListItem["folder"], unread: boolean): ReactNode {
  if (unread) return "Folder not known: these flows were not read yet";
  return folder ? folderName(folder) : "In no folder";
}

/** A folder to read: its name, or its id where no list named it. */
function folderName(folder: NonNullable<FlowListItem["folder"]>): ReactNode {
  if (folder.name !== null) return <GivenName>{folder.name}</GivenName>;
  return (
    <span className="font-mono text-xs" title={`No list of folders has named ${folder.id} yet`}>
      {shortId(folder.id)}
    </span>
  );
}

/** Marks flows that need attention; others get no badge. */
function AttentionBadge({ item }: { item: FlowListItem }) {
  if (item.missing) return <Badge tone="warn">Gone in Trillet</Badge>;
  if (item.driftState !== "changed_upstream") return null;
  const { label, meaning } = driftWords(item.driftState);
  return (
    <Badge tone="warn" title={meaning}>
      {label}
    </Badge>
  );
}

interface FlowRowProps
  extends Pick<FlowTableProps, "kind" | "pathname" | "logPath" | "folders" | "sources" | "grouped"> {
  item: FlowListItem;
  messages: boolean;
}

/** A cell of a stacked row stands in the second column of its grid, right of the box. */
const STACKED = "max-sm:col-start-2 max-sm:p-0!";

/** On a phone, what stands below the name: where the flow belongs, or who answers. */
const SECOND_LINE = cn(
  STACKED,
  "max-sm:row-start-2 max-sm:block max-sm:max-w-none max-sm:text-muted-foreground",
);

function FlowRow(props: FlowRowProps) {
  const { kind, item, messages, pathname, logPath, sources } = props;
  const shown = shownColumns(props);
  return (
    <TableRow
      data-row
      className="focus-within:bg-muted/60 [&>td]:py-2 max-sm:grid max-sm:grid-cols-[auto_minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:gap-y-0.5 max-sm:px-4 max-sm:py-2.5"
    >
      <TableCell className="w-px pr-0 max-sm:row-span-3 max-sm:w-4 max-sm:p-0! max-sm:pt-0.5!">
        <SelectFlow id={item.id} name={item.name} disabled={item.missing} />
      </TableCell>
      <TableCell className={cn("w-full sm:max-w-0", STACKED, "max-sm:col-span-2")}>
        <span className="flex items-center gap-2">
          <AppLink
            data-row-link
            href={`${pathname}/${item.id}`}
            title={rowTitle(item)}
            className="min-w-0 truncate rounded-sm font-medium hover:text-link hover:underline"
          >
            {item.name ? <GivenName>{item.name}</GivenName> : "Flow without a name"}
          </AppLink>
          <AttentionBadge item={item} />
        </span>
      </TableCell>
      <TableCell className="max-sm:col-start-3 max-sm:row-start-2 max-sm:p-0!">
        <ActiveState isActive={item.isActive} />
      </TableCell>
      <TableCell className={cn("text-muted-foreground", shown.direction)}>
        <DirectionLabel direction={item.direction} />
      </TableCell>
      {messages ? (
        <TableCell className={cn("text-muted-foreground", WIDE)}>
          {item.messageChannel ?? "Not known"}
        </TableCell>
      ) : null}
      {messages ? (
        <TableCell className={cn("text-muted-foreground", WIDEST)}>
          {item.autopilot === null ? "Not known" : item.autopilot ? "On" : "Off"}
        </TableCell>
      ) : null}
      <TableCell
        className={cn(
          "max-w-44 truncate sm:hidden xl:table-cell",
          shown.folder ? "max-sm:hidden" : SECOND_LINE,
        )}
      >
        <AgentCell id={item.agent} name={item.agentName} />
      </TableCell>
      {shown.folder ? (
        <TableCell className={cn("max-w-40 truncate", shown.folder, SECOND_LINE)}>
          <FolderCell item={item} />
        </TableCell>
      ) : null}
      {sources ? (
        <TableCell className={cn("sm:max-w-60 sm:min-w-44", STACKED, "max-sm:col-span-2 max-sm:row-start-4")}>
          <SourceCell kind={kind} copiedFrom={item.copiedFrom} names={sources} />
        </TableCell>
      ) : null}
      <TableCell className={cn("sm:max-w-76 sm:min-w-60 xl:min-w-72", STACKED, "max-sm:col-span-2")}>
        <LastChangeCell
          change={item.lastChange}
          updatedAt={item.updatedAt}
          isUnseen={item.driftState === "changed_upstream"}
          logPath={logPath}
        />
      </TableCell>
    </TableRow>
  );
}

/** What a row has no room for. */
function rowTitle({ description, driftState }: FlowListItem): string | undefined {
  if (description) return description;
  return driftState === "never_seen" ? driftWords(driftState).label : undefined;
}

function FolderCell({ item: { folder, driftState } }: { item: FlowListItem }) {
  if (folder) return folderName(folder);
  const none = driftState === "never_seen" ? "Not read yet" : "None";
  return (
    <span className="text-muted-foreground">
      <span className="sm:hidden">Folder: </span>
      {none}
    </span>
  );
}

function AgentCell({ id, name }: { id: string | null; name: string | null }) {
  if (!id) return <span className="text-muted-foreground">None</span>;
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
        className={cn(
          "inline-flex items-center gap-1 rounded-sm hover:text-foreground hover:underline",
          sorted && "text-foreground",
        )}
      >
        {label}
        {sorted ? <Arrow aria-hidden className="size-3" /> : null}
      </AppLink>
    </HeaderCell>
  );
}
