import type { Crumb } from "@/components/shell/page-header";
import { PORTAL_CHAIN } from "@/lib/audit/event";

/** Where an audit log is. A workspace's log and the portal's own have the same pages. */
export interface LogPlace {
  chain: string;
  /** The log's address among the pages. */
  path: string;
  /** The beginning of the log's addresses under `/api`. */
  apiPath: string;
  /** The way to the log's further pages. */
  crumbs: Crumb[];
}

export const PORTAL_LOG: LogPlace = {
  chain: PORTAL_CHAIN,
  path: "/audit",
  apiPath: "/api",
  crumbs: [{ href: "/audit", label: "Portal audit" }],
};

/** Returns where a workspace's log is. */
export function workspaceLog({ id, slug, name }: { id: string; slug: string; name: string }): LogPlace {
  const path = `/${slug}/audit`;
  return {
    chain: id,
    path,
    apiPath: `/api/workspaces/${slug}`,
    crumbs: [
      { href: `/${slug}`, label: name },
      { href: path, label: "Audit log" },
    ],
  };
}
