import { Printer, Radio, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import { listAddress, paramPairs, type SearchParams } from "../../lists/list-address";
import { AppLink } from "../../ui/app-link";
import { buttonVariants } from "../../ui/button-variants";
import { ExportDialog } from "../export/export-dialog";
import { type AuditQuery, filterParams } from "../filters/audit-query";

interface AuditToolsProps {
  pathname: string;
  /** The events' address under `/api`. */
  apiPath: string;
  params: SearchParams;
  query: AuditQuery;
  filterWords: { label: string; text: string }[];
  /** Whether the reader may export and verify. */
  mayProve: boolean;
  /** Whether the reader may set where events are delivered to. */
  mayManage: boolean;
  /** Whether this log has a page for printing. */
  printable: boolean;
}

/** The tools for a log as a whole. */
export function AuditTools(props: AuditToolsProps) {
  const { pathname, apiPath, params, query, filterWords } = props;
  return (
    <>
      {props.mayProve ? (
        <>
          <ExportDialog
            apiPath={apiPath}
            filters={filterParams(query).toString()}
            filterWords={filterWords.map(({ label, text }) => ({ label, text }))}
          />
          <ToolLink href={`${pathname}/integrity`} icon={<ShieldCheck aria-hidden />}>
            Integrity
          </ToolLink>
        </>
      ) : null}
      {props.mayManage ? (
        <ToolLink href={`${pathname}/deliveries`} icon={<Radio aria-hidden />}>
          Deliveries
        </ToolLink>
      ) : null}
      {props.printable ? (
        <ToolLink
          href={listAddress(`${pathname}/print`, paramPairs(params), { cursor: null })}
          icon={<Printer aria-hidden />}
        >
          Print
        </ToolLink>
      ) : null}
    </>
  );
}

/** Phones have no room for the icons. */
function ToolLink({ href, icon, children }: { href: string; icon: ReactNode; children: ReactNode }) {
  return (
    <AppLink href={href} className={buttonVariants({ variant: "outline", size: "sm" })}>
      <span className="contents max-sm:hidden">{icon}</span>
      {children}
    </AppLink>
  );
}
