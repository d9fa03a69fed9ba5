import type { Metadata } from "next";
import { IntegrityPage } from "@/components/audit/proof/integrity-page";
import { oneOf, paramPairs, type SearchParams } from "@/components/lists/list-address";
import { listCheckpoints } from "@/lib/audit/checkpoints/list-checkpoints";
import { listPublicKeys } from "@/lib/audit/checkpoints/signing-key";
import { PORTAL_CHAIN } from "@/lib/audit/event";
import { chainState } from "@/lib/audit/verify/chain-state";
import { requireOwner } from "@/lib/bff/page-access";

export const metadata: Metadata = { title: "Portal integrity" };

const CHECKPOINTS = 10;

export default async function PortalIntegrityPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireOwner();
  const sent = await searchParams;
  const [state, checkpoints, keys] = await Promise.all([
    chainState(PORTAL_CHAIN),
    listCheckpoints(PORTAL_CHAIN, { limit: CHECKPOINTS, cursor: oneOf(sent, "cursor") }),
    listPublicKeys(),
  ]);
  return (
    <IntegrityPage
      crumbs={[{ href: "/audit", label: "Portal audit" }]}
      state={state}
      now={Date.now()}
      checkpoints={checkpoints}
      keys={keys}
      apiPath="/api/audit-events"
      logPath="/audit"
      params={paramPairs(sent)}
      mayMakeKeys
      retention={{ keepDays: null, heldSince: null, form: null }}
    />
  );
}
