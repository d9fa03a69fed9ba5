import type { ComponentProps } from "react";
import { auditQuery } from "@/components/audit/filters/audit-query";
import { AuditLog } from "@/components/audit/log/audit-log";
import type { SearchParams } from "@/components/lists/list-address";
import { auditPageData } from "./audit-page-data";
import type { LogPlace } from "./log-place";

type AuditLogProps = ComponentProps<typeof AuditLog>;
type SaidByPage =
  | "title"
  | "description"
  | "flowsPath"
  | "mayProve"
  | "mayManage"
  | "mayRestore"
  | "printable";

interface LogPageProps extends Pick<AuditLogProps, SaidByPage> {
  log: LogPlace;
  /** The page's own parameters. */
  sent: SearchParams;
  /** The part of the log that the reader sees. */
  sees: AuditLogProps["chain"];
  /** The person who opened the page, for their saved views. */
  readerId: string;
  /** The people who can be chosen first: a workspace's members, or everyone. */
  present: { id: string; name: string }[];
}

/** The page of an audit log. */
export async function LogPage({ log, sent, sees, readerId, present, ...said }: LogPageProps) {
  const now = Date.now();
  const query = auditQuery(sent, now);
  const filter = { chain: log.chain, flowEventsOnly: sees === "flows", ...query };
  return (
    <AuditLog
      {...said}
      pathname={log.path}
      apiPath={`${log.apiPath}/audit-events`}
      viewsPath={`${log.apiPath}/audit-views`}
      chain={sees}
      params={sent}
      query={query}
      now={now}
      {...(await auditPageData(filter, readerId, present))}
    />
  );
}
