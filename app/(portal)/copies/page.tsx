import { Files } from "lucide-react";
import type { Metadata } from "next";
import { RowKeys } from "@/components/lists/row-keys";
import { PageHeader } from "@/components/shell/page-header";
import { TransferList } from "@/components/transfers/receipt/transfer-list";
import { EmptyState } from "@/components/ui/card";
import { requireUser } from "@/lib/bff/page-access";
import { listTransfers } from "@/lib/jobs/transfer-receipt";

export const metadata: Metadata = { title: "Copies" };

/** The copies into workspaces whose flows somebody may read. */
export default async function CopiesPage() {
  const caller = await requireUser();
  const transfers = await listTransfers(caller);
  return (
    <>
      <PageHeader
        title="Copies"
        description="Flows that were copied to other workspaces: what became of each, and what is left to do by hand."
      />
      <RowKeys createPath={null} />
      {transfers.length === 0 ? (
        <EmptyState icon={Files} title="No copy yet">
          Choose flows in a list, or open one, then “Copy to workspaces”. Every copy keeps its receipt here.
        </EmptyState>
      ) : (
        <TransferList transfers={transfers} />
      )}
    </>
  );
}
