import type { Metadata } from "next";
import { LogIntegrity } from "@/app/(portal)/_audit/log-integrity";
import { PORTAL_LOG } from "@/app/(portal)/_audit/log-place";
import type { SearchParams } from "@/components/lists/list-address";
import { requireOwner } from "@/lib/bff/page-access";

export const metadata: Metadata = { title: "Portal integrity" };

export default async function PortalIntegrityPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireOwner();
  return (
    <LogIntegrity
      log={PORTAL_LOG}
      sent={await searchParams}
      mayMakeKeys
      retention={{ keepDays: null, delayedSince: null, form: null }}
    />
  );
}
