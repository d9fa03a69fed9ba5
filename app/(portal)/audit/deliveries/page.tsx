import type { Metadata } from "next";
import { DeliveriesPage } from "@/components/audit/deliveries/deliveries-page";
import { webhooksWithDead } from "@/lib/audit/delivery/list-webhooks";
import { PORTAL_CHAIN } from "@/lib/audit/event";
import { requireOwner } from "@/lib/bff/page-access";

export const metadata: Metadata = { title: "Portal deliveries" };

export default async function PortalDeliveriesPage() {
  await requireOwner();
  return (
    <DeliveriesPage
      webhooks={await webhooksWithDead(PORTAL_CHAIN)}
      crumbs={[{ href: "/audit", label: "Portal audit" }]}
      apiPath="/api/audit-webhooks"
      logPath="/audit"
    />
  );
}
