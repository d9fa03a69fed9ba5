import { ScrollText, SearchX } from "lucide-react";
import type { AuditEventView } from "@/lib/audit/event";
import { paramPairs, type SearchParams } from "../lists/list-address";
import { Paging } from "../lists/paging";
import { type Crumb, PageHeader } from "../shell/page-header";
import { AppLink } from "../ui/app-link";
import { buttonVariants } from "../ui/button-variants";
import { EmptyState } from "../ui/empty-state";
import { actionChoices } from "./action-words";
import { AuditFilters } from "./audit-filters";
import { AuditProof } from "./audit-proof";
import { AUDIT_FILTERS, type AuditQuery, exportAddress } from "./audit-query";
import { EventList } from "./event-list";

interface AuditLogProps {
  title: string;
  description: string;
  crumbs?: Crumb[];
  pathname: string;
  /** The events' address under `/api`. */
  apiPath: string;
  flowsPath: string | null;
  chain: "flows" | "workspace" | "portal";
  /** Whether the reader may export and verify. */
  mayProve: boolean;
  params: SearchParams;
  query: AuditQuery;
  people: { id: string; name: string }[];
  page: { items: AuditEventView[]; nextCursor: string | null };
}

/** An audit log with filters, paging, export and proof. */
export function AuditLog(props: AuditLogProps) {
  const { title, description, crumbs, pathname, apiPath, flowsPath, chain, mayProve, query, people, page } =
    props;
  const params = paramPairs(props.params);
  const filtered = params.some(([name]) => (AUDIT_FILTERS as readonly string[]).includes(name));
  const targetName = query.target
    ? (page.items.find(({ target }) => target?.id === query.target)?.target?.name ?? query.target)
    : null;
  return (
    <>
      <PageHeader title={title} description={description} {...(crumbs ? { crumbs } : {})} />
      {mayProve ? (
        <AuditProof
          apiPath={apiPath}
          exports={[
            {
              label: "Export NDJSON",
              href: exportAddress(apiPath, query, "ndjson"),
              title: "One event a line with its hashes: can be verified offline",
            },
            { label: "Export CSV", href: exportAddress(apiPath, query, "csv"), title: "For a spreadsheet" },
          ]}
        />
      ) : null}
      <AuditFilters people={people} actions={actionChoices(chain)} targetName={targetName} />
      {page.items.length > 0 ? (
        <EventList events={page.items} logPath={pathname} flowsPath={flowsPath} />
      ) : filtered ? (
        <EmptyState
          icon={SearchX}
          title="No event matches"
          actions={
            <AppLink href={pathname} className={buttonVariants({ variant: "outline" })}>
              Show all
            </AppLink>
          }
        >
          Try another word, or take a filter away.
        </EmptyState>
      ) : (
        <EmptyState icon={ScrollText} title="Nothing has happened yet">
          Every change, and every try, will be written down here.
        </EmptyState>
      )}
      <Paging pathname={pathname} params={params} nextCursor={page.nextCursor} />
    </>
  );
}
