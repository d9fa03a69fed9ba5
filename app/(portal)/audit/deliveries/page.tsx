import type { Metadata } from "next";
import { LogDeliveries } from "@/app/(portal)/_audit/log-deliveries";
import { PORTAL_LOG } from "@/app/(portal)/_audit/log-place";
import { requireOwner } from "@/lib/bff/page-access";

export const metadata: Metadata = { title: "Portal deliveries" };

export default async function PortalDeliveriesPage() {
  await requireOwner();
  return <LogDeliveries log={PORTAL_LOG} />;
}
