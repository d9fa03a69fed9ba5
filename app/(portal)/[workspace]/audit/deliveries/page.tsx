import type { Metadata } from "next";
import { LogDeliveries } from "@/app/(portal)/_audit/log-deliveries";
import { workspaceLog } from "@/app/(portal)/_audit/log-place";
import { requireWorkspace } from "@/lib/bff/page-access";

export const metadata: Metadata = { title: "Deliveries" };

interface DeliveriesPageProps {
  params: Promise<{ workspace: string }>;
}

export default async function WorkspaceDeliveriesPage({ params }: DeliveriesPageProps) {
  const { workspace } = await requireWorkspace((await params).workspace, "audit.manage");
  return <LogDeliveries log={workspaceLog(workspace)} />;
}
