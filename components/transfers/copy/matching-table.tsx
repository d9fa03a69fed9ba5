"use client";

import { Bot, Folder, Globe, KeyRound, Library, type LucideIcon, Replace } from "lucide-react";
import type { ReactNode } from "react";
import type { ReferenceKind } from "@/lib/flows/transfer/travel";
import { counted } from "../../flows/words/counted";
import { WorkspaceMark } from "../../shell/marks";
import { Skeleton } from "../../ui/card";
import { GivenName } from "../../ui/given-name";
import { Table, TableCell, TableHead, TableRow } from "../../ui/table";
import type { MapAnswer } from "../words/transfer-shapes";
import type { CopyWorkspace } from "./copy-choices";
import { ReferenceSelect, SecretCell, TextCell } from "./matching-cells";
import {
  hostCell,
  isSecretKept,
  type MapDraft,
  type MatchingRows,
  NO_DRAFT,
  nameOf,
  referenceCell,
  wordCell,
} from "./matching-grid";
import type { LoadedMap } from "./use-maps";

interface MatchingTableProps {
  source: string;
  rows: MatchingRows;
  words: readonly string[];
  targets: readonly CopyWorkspace[];
  maps: Readonly<Record<string, LoadedMap>>;
  drafts: Readonly<Record<string, MapDraft>>;
  onFill: (slug: string, changes: Partial<MapDraft>) => void;
}

const GROUPS: readonly { kinds: readonly ReferenceKind[]; title: string; icon: LucideIcon; hint?: string }[] =
  [
    {
      kinds: ["call_agent", "omni_agent"],
      title: "Agents",
      icon: Bot,
      hint: "an agent can't be changed later",
    },
    { kinds: ["knowledge_base"], title: "Knowledge bases", icon: Library },
    { kinds: ["folder"], title: "Folders", icon: Folder },
  ];

/** A cell of one target, once its map is there. */
interface Cell {
  workspace: CopyWorkspace;
  map: MapAnswer;
  draft: MapDraft;
}

/** What the flows name of their workspace, one row each, and what it becomes, one column for each target. */
export function MatchingTable(props: MatchingTableProps) {
  const { source, rows, words, targets, maps, drafts, onFill } = props;
  const [first] = Object.values(maps);
  const row = (key: string, title: string, hint: ReactNode, cell: (at: Cell) => ReactNode) => (
    <TableRow key={key}>
      <th scope="row" className="sticky left-0 z-1 max-w-56 min-w-36 bg-card py-2 pr-3 pl-4 font-medium">
        <span className="block wrap-anywhere">
          <GivenName>{title}</GivenName>
        </span>
        <span className="block text-xs font-normal text-muted-foreground wrap-anywhere">{hint}</span>
      </th>
      {targets.map((workspace) => {
        const { map = null, problem = null } = maps[workspace.slug] ?? {};
        return (
          <TableCell key={workspace.slug}>
            {map ? (
              cell({ workspace, map, draft: drafts[workspace.slug] ?? NO_DRAFT })
            ) : problem ? (
              <span className="text-destructive">Not read</span>
            ) : (
              <Skeleton className="h-9 min-w-40" />
            )}
          </TableCell>
        );
      })}
    </TableRow>
  );
  const columns = targets.length + 1;
  return (
    <Table label="Matching">
      <TableHead>
        <tr>
          <th scope="col" className="sticky left-0 z-1 h-9 bg-muted pr-3 pl-4 text-xs font-medium">
            At <GivenName>{source}</GivenName>
          </th>
          {targets.map(({ slug, name, colour }) => (
            <th key={slug} scope="col" className="h-9 px-3 text-xs font-medium">
              <span className="flex items-center gap-2 whitespace-nowrap">
                <WorkspaceMark name={name} colour={colour} className="size-4.5 rounded-sm text-[0.5625rem]" />
                <GivenName>{name}</GivenName>
              </span>
            </th>
          ))}
        </tr>
      </TableHead>
      {GROUPS.map(({ kinds, ...group }) => (
        <Group key={group.title} {...group} columns={columns}>
          {rows.references
            .filter(({ kind }) => kinds.includes(kind))
            .map((reference) => {
              const name = nameOf(reference, first?.map ?? undefined) ?? reference.id;
              return row(reference.key, name, reference.flows.join(", "), ({ workspace, map, draft }) => (
                <ReferenceSelect
                  label={`${name} in ${workspace.name}`}
                  kind={reference.kind}
                  cell={referenceCell(reference, map, draft)}
                  inventory={map.target}
                  onChoose={(to) =>
                    onFill(workspace.slug, { references: { ...draft.references, [reference.key]: to } })
                  }
                />
              ));
            })}
        </Group>
      ))}
      <Group title="Hosts" icon={Globe} hint="of webhooks and other addresses" columns={columns}>
        {rows.hosts.map((host) =>
          row(`host ${host}`, host, null, ({ workspace, map, draft }) => (
            <TextCell
              label={`Host ${host} in ${workspace.name}`}
              value={hostCell(host, map, draft)}
              placeholder="Stays as it is"
              onChange={(to) => onFill(workspace.slug, { hosts: { ...draft.hosts, [host]: to } })}
            />
          )),
        )}
      </Group>
      <Group
        title="Header values"
        icon={KeyRound}
        hint="typed once, kept sealed, never copied from another workspace"
        columns={columns}
      >
        {rows.secrets.map((secret) =>
          row(`secret ${secret.key}`, secret.name, secret.host, ({ workspace, map, draft }) => (
            <SecretCell
              label={`${secret.name} at ${secret.host} in ${workspace.name}`}
              kept={isSecretKept(secret, map, draft)}
              value={draft.secrets[secret.key] ?? ""}
              onChange={(value) =>
                onFill(workspace.slug, { secrets: { ...draft.secrets, [secret.key]: value } })
              }
            />
          )),
        )}
      </Group>
      <Group title="Words" icon={Replace} hint="whole words, replaced in all texts" columns={columns}>
        {words.map((word) => {
          const hits = rows.hits.get(word);
          const hint = hits === undefined ? null : counted(hits, "place");
          return row(`word ${word}`, word, hint, ({ workspace, map, draft }) => (
            <TextCell
              label={`“${word}” in ${workspace.name}`}
              value={wordCell(word, map, draft)}
              placeholder="Stays as it is"
              onChange={(to) => onFill(workspace.slug, { words: { ...draft.words, [word]: to } })}
            />
          ));
        })}
      </Group>
    </Table>
  );
}

interface GroupProps {
  title: string;
  icon: LucideIcon;
  hint?: string | undefined;
  columns: number;
  children: ReactNode[];
}

/** The rows of one kind, under a line that names it; nothing where there are none. */
function Group({ title, icon: Icon, hint, columns, children }: GroupProps) {
  if (children.length === 0) return null;
  return (
    <tbody className="border-b last:border-b-0">
      <tr className="border-b bg-muted">
        <th scope="rowgroup" colSpan={columns} className="h-8 px-4 text-xs font-medium">
          <span className="sticky left-4 inline-flex items-center gap-2">
            <Icon aria-hidden className="size-3.5 text-muted-foreground" />
            {title}
            {hint ? <span className="font-normal text-muted-foreground max-sm:hidden">{hint}</span> : null}
          </span>
        </th>
      </tr>
      {children}
    </tbody>
  );
}
