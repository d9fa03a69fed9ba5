import type { Metadata } from "next";
import { DeliveriesPage } from "@/components/audit/deliveries/deliveries-page";
import { webhooksWithDead } from "@/lib/audit/delivery/list-webhooks";
import { requireWorkspace } from "@/lib/bff/page-access";

export const metadata: Metadata = { title: "Deliveries" };

export default async function WorkspaceDeliveriesPage({
  params,
}: {
  params: Promise<{ workspace: string }>;
}) {
  const { workspace } = await requireWorkspace((await params).workspace, "audit.manage");
  const { id, slug, name } = workspace;
  return (
    <DeliveriesPage
      webhooks={await webhooksWithDead(id)}
      crumbs={[
        { href: `/${slug}`, label: name },
        { href: `/${slug}/audit`, label: "Audit log" },
      ]}
      apiPath={`/api/workspaces/${slug}/audit-webhooks`}
      logPath={`/${slug}/audit`}
    />
  );
}
