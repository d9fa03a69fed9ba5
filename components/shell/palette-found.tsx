"use client";

import { MessagesSquare, Phone, TextSearch } from "lucide-react";
import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import { parseSearch, type SearchQuery } from "@/lib/flows/search/search-query";
import type { FoundFlow } from "@/lib/mirror/text/search-flows";
import { foundFlowHref, hitsBeside } from "../search/hits/found-flow";
import { Highlighted, HitText } from "../search/hits/highlighted";
import { Badge } from "../ui/badge";
import { PersonMark } from "../ui/person-mark";
import { WorkspaceMark } from "./marks";
import type { PaletteEntry } from "./palette-entries";
import { Group, Item } from "./palette-parts";
import type { PaletteFindings } from "./palette-search";
import type { ShellWorkspace } from "./shell-types";

interface FoundItemsProps {
  findings: PaletteFindings;
  workspaces: readonly ShellWorkspace[];
  onChoose: (entry: PaletteEntry) => void;
}

const isNamed = ({ hits }: FoundFlow) => hits[0]?.path === "/name";

/** The flows and the people that were found for what is typed. */
export function FoundItems({ findings, workspaces, onChoose }: FoundItemsProps) {
  const { q, flows, people } = findings;
  const query = parseSearch(q);
  const item = (flow: FoundFlow) => (
    <FlowItem
      key={`${flow.workspace} ${flow.kind} ${flow.id}`}
      flow={flow}
      query={query}
      workspace={workspaces.find(({ slug }) => slug === flow.workspace)}
      onChoose={onChoose}
    />
  );
  const named = flows.filter(isNamed);
  const others = flows.filter((flow) => !isNamed(flow));
  return (
    <>
      {named.length > 0 ? <Group heading="Flows">{named.map(item)}</Group> : null}
      {others.length > 0 ? <Group heading="In the texts of flows">{others.map(item)}</Group> : null}
      {people.length > 0 ? (
        <Group heading="People">
          {people.map(({ id, name, email }) => (
            <Item
              key={id}
              entry={{
                key: `person ${id}`,
                label: name,
                icon: <PersonMark name={name} />,
                note: email,
                href: `/people/${id}`,
              }}
              onChoose={onChoose}
            >
              <Highlighted text={name} query={query} />
            </Item>
          ))}
        </Group>
      ) : null}
    </>
  );
}

interface FlowItemProps {
  flow: FoundFlow;
  query: SearchQuery;
  workspace: ShellWorkspace | undefined;
  onChoose: (entry: PaletteEntry) => void;
}

function FlowItem({ flow, query, workspace, onChoose }: FlowItemProps) {
  const [hit] = isNamed(flow) ? [] : hitsBeside(flow);
  const OfKind = flow.kind === "call_flow" ? Phone : MessagesSquare;
  const Icon = hit ? TextSearch : OfKind;
  return (
    <Item
      entry={{
        key: `flow ${flow.workspace} ${flow.kind} ${flow.id}`,
        label: flow.name,
        icon: <Icon aria-hidden />,
        href: foundFlowHref(flow, hit?.path),
        note: workspace ? (
          <span className="flex min-w-0 items-center gap-1.5">
            {flow.isActive === false ? <Badge>Inactive</Badge> : null}
            <WorkspaceMark
              name={workspace.name}
              colour={workspace.colour}
              className="size-5 rounded-sm text-[0.5625rem]"
            />
            <span className="truncate">{workspace.name}</span>
          </span>
        ) : null,
      }}
      onChoose={onChoose}
    >
      <span className="block truncate">
        <Highlighted text={flow.name} query={query} />
      </span>
      {hit ? (
        <span className="block truncate text-xs text-muted-foreground">
          {fieldLabel(hit.path)}: <HitText hit={hit} query={query} />
        </span>
      ) : null}
    </Item>
  );
}
