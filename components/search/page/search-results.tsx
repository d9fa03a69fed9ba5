import { MessagesSquare, Phone } from "lucide-react";
import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import { flowKindLabel } from "@/lib/flows/model/flow";
import { parseSearch, type SearchQuery } from "@/lib/flows/search/search-query";
import type { FoundFlow } from "@/lib/mirror/text/search-flows";
import { WorkspaceMark } from "../../shell/marks";
import { AppLink } from "../../ui/app-link";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { GivenName } from "../../ui/given-name";
import { foundFlowHref, hitsBeside } from "../hits/found-flow";
import { Highlighted, HitText } from "../hits/highlighted";

interface ResultWorkspace {
  slug: string;
  name: string;
  colour: number;
}

interface SearchResultsProps {
  q: string;
  items: FoundFlow[];
  workspaces: ResultWorkspace[];
}

/** The flows that a search found, each with where it matches. */
export function SearchResults({ q, items, workspaces }: SearchResultsProps) {
  const query = parseSearch(q);
  return (
    <Card>
      <ol aria-label="Flows that match" className="divide-y">
        {items.map((flow) => (
          <Result
            key={`${flow.workspace} ${flow.kind} ${flow.id}`}
            flow={flow}
            query={query}
            workspace={workspaces.find(({ slug }) => slug === flow.workspace)}
          />
        ))}
      </ol>
    </Card>
  );
}

interface ResultProps {
  flow: FoundFlow;
  query: SearchQuery;
  workspace: ResultWorkspace | undefined;
}

function Result({ flow, query, workspace }: ResultProps) {
  const Icon = flow.kind === "call_flow" ? Phone : MessagesSquare;
  return (
    <li data-row className="px-4 py-3 focus-within:bg-muted/60 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="flex min-w-0 flex-1 basis-60 items-center gap-2">
          <Icon aria-label={flowKindLabel(flow.kind)} className="size-4 shrink-0 text-muted-foreground" />
          <AppLink
            data-row-link
            href={foundFlowHref(flow)}
            className="min-w-0 truncate rounded-sm font-medium hover:text-link hover:underline"
          >
            <Highlighted text={flow.name} query={query} />
          </AppLink>
          {flow.isActive === false ? <Badge>Inactive</Badge> : null}
        </span>
        {workspace ? (
          <span className="flex min-w-0 items-center gap-2 text-sm text-muted-foreground">
            <WorkspaceMark
              name={workspace.name}
              colour={workspace.colour}
              className="size-5 text-[0.5625rem]"
            />
            <span className="truncate">
              <GivenName>{workspace.name}</GivenName>
            </span>
          </span>
        ) : null}
      </div>
      <Hits flow={flow} query={query} />
    </li>
  );
}

/** Where a flow matches besides its name: each leads to the part of the flow's page where that is. */
function Hits({ flow, query }: Pick<ResultProps, "flow" | "query">) {
  const hits = hitsBeside(flow);
  if (hits.length === 0) return null;
  return (
    <ul aria-label="Where it matches" className="mt-1.5 flex flex-col gap-1 pl-6 text-sm">
      {hits.map((hit) => (
        <li key={`${hit.path} ${hit.before} ${hit.after}`} className="wrap-anywhere">
          <AppLink
            href={foundFlowHref(flow, hit.path)}
            className="rounded-sm text-xs font-medium text-muted-foreground hover:text-link hover:underline"
          >
            {fieldLabel(hit.path)}
          </AppLink>{" "}
          <HitText hit={hit} query={query} />
        </li>
      ))}
    </ul>
  );
}
