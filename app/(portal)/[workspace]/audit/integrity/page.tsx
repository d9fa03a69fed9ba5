import type { Metadata } from "next";
import { IntegrityPage } from "@/components/audit/proof/integrity-page";
import { oneOf, paramPairs, type SearchParams } from "@/components/lists/list-address";
import { listCheckpoints } from "@/lib/audit/checkpoints/list-checkpoints";
import { listPublicKeys } from "@/lib/audit/checkpoints/signing-key";
import { heldBackSince } from "@/lib/audit/retention/due-ranges";
import { chainState } from "@/lib/audit/verify/chain-state";
import { requireWorkspace } from "@/lib/bff/page-access";
import { readKeepDays } from "@/lib/workspaces/audit-retention";

export const metadata: Metadata = { title: "Integrity" };

const CHECKPOINTS = 10;

interface WorkspaceIntegrityPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function WorkspaceIntegrityPage({ params, searchParams }: WorkspaceIntegrityPageProps) {
  const { workspace, user, may } = await requireWorkspace((await params).workspace, "audit.verify");
  const { id, slug, name } = workspace;
  const sent = await searchParams;
  const now = Date.now();
  const [state, checkpoints, keys, keepDays] = await Promise.all([
    chainState(id),
    listCheckpoints(id, { limit: CHECKPOINTS, cursor: oneOf(sent, "cursor") }),
    listPublicKeys(),
    readKeepDays(id),
  ]);
  const heldSince = await heldBackSince(id, keepDays, now);
  const apiPath = `/api/workspaces/${slug}/audit-events`;
  const settingsPath = `/api/workspaces/${slug}/audit-settings`;
  return (
    <IntegrityPage
      crumbs={[
        { href: `/${slug}`, label: name },
        { href: `/${slug}/audit`, label: "Audit log" },
      ]}
      state={state}
      now={now}
      checkpoints={checkpoints}
      keys={keys}
      apiPath={apiPath}
      logPath={`/${slug}/audit`}
      params={paramPairs(sent)}
      mayMakeKeys={user.isOwner}
      retention={{ keepDays, heldSince, form: may("audit.manage") ? { settingsPath, apiPath } : null }}
    />
  );
}
