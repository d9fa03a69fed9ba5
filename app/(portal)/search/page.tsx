import { Building2, Search, SearchX } from "lucide-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { counted } from "@/components/flows/words/counted";
import { oneOf, paramPairs, type SearchParams } from "@/components/lists/list-address";
import { Paging } from "@/components/lists/paging";
import { RowKeys } from "@/components/lists/row-keys";
import { SearchResults } from "@/components/search/page/search-results";
import { SearchTools } from "@/components/search/page/search-tools";
import { PageHeader } from "@/components/shell/page-header";
import { AppLink } from "@/components/ui/app-link";
import { buttonVariants } from "@/components/ui/button-variants";
import { EmptyState } from "@/components/ui/card";
import { requireUser } from "@/lib/bff/page-access";
import { FLOW_KINDS } from "@/lib/flows/model/flow";
import { openWorkspaces } from "@/lib/identity/find-caller";
import { type FoundFlows, searchFlows } from "@/lib/mirror/text/search-flows";
import { readCursor } from "@/lib/mirror/text/search-order";

export const metadata: Metadata = { title: "Search" };

const PER_PAGE = 25;
/** As the API takes it. */
const LONGEST_SEARCH = 200;

export default async function SearchPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const caller = await requireUser();
  const params = await searchParams;
  const q = (oneOf(params, "q") ?? "").trim().slice(0, LONGEST_SEARCH).toWellFormed();
  const [kind, only, cursor] = [oneOf(params, "kind"), oneOf(params, "workspace"), oneOf(params, "cursor")];
  const open = openWorkspaces(caller, ["call_flow.read", "message_flow.read"]);
  const found = await searchFlows({
    q,
    kind: FLOW_KINDS.find((name) => name === kind),
    workspaces: open.filter(({ slug }) => only === undefined || slug === only),
    limit: PER_PAGE,
    after: cursor === undefined ? null : readCursor(cursor),
  });
  return (
    <>
      <PageHeader
        title="Search"
        description={`Names, descriptions and all texts of the flows in ${open.length === 1 ? "your workspace" : `your ${open.length} workspaces`}.`}
      />
      <RowKeys createPath={null} />
      {open.length === 0 ? (
        <EmptyState icon={Building2} title="No workspace yet">
          You are not a member of any workspace, so there is nothing to search.
        </EmptyState>
      ) : (
        <>
          <SearchTools workspaces={open.map(({ slug, name }) => ({ slug, name }))} />
          <Unread count={found.unread} />
          {found.items.length > 0 ? (
            <SearchResults q={q} items={found.items} workspaces={open} />
          ) : (
            <NothingFound q={q} found={found} isNarrowed={kind !== undefined || only !== undefined} />
          )}
          <Paging pathname="/search" params={paramPairs(params)} nextCursor={found.nextCursor} />
        </>
      )}
    </>
  );
}

function Unread({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <p className="mb-3 text-sm text-muted-foreground">
      {`The texts of ${counted(count, "flow")} were not read yet: ${count === 1 ? "it is" : "they are"} found by name and description only.`}
    </p>
  );
}

interface NothingFoundProps {
  q: string;
  found: FoundFlows;
  isNarrowed: boolean;
}

/** What can be searched, or why nothing was found and what to do about that. */
function NothingFound({ q, found, isNarrowed }: NothingFoundProps) {
  if (q === "") {
    return (
      <EmptyState icon={Search} title="Search what your flows say">
        <ul className="flex flex-col gap-1 text-left">
          <Rule example="night mis">words in any order, and beginnings of words</Rule>
          <Rule example={'"on duty"'}>words as they follow each other</Rule>
          <Rule example="parking -garage">not the flows that have the word behind the minus</Rule>
          <Rule example="555-0134">numbers, addresses and names of webhooks, too</Rule>
        </ul>
      </EmptyState>
    );
  }
  if (found.nextCursor !== null) {
    return (
      <EmptyState icon={Search} title="Not found so far">
        Many flows have these words, but not one after the other. The next page goes on searching.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={SearchX}
      title={`No flow matches “${q}”`}
      actions={
        isNarrowed ? (
          <AppLink
            href={`/search?${new URLSearchParams({ q })}`}
            className={buttonVariants({ variant: "outline" })}
          >
            Search everywhere
          </AppLink>
        ) : null
      }
    >
      Try fewer words or only their beginnings, or take a filter away.
    </EmptyState>
  );
}

function Rule({ example, children }: { example: string; children: ReactNode }) {
  return (
    <li>
      <code className="rounded-sm bg-muted px-1.5 py-0.5 font-mono text-xs text-foreground">{example}</code>{" "}
      {children}
    </li>
  );
}
