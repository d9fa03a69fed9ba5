import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/shell/page-header";
import { StepList } from "@/components/transfers/copy/step-parts";
import { ReceiptPanel } from "@/components/transfers/receipt/receipt-panel";
import { GivenName } from "@/components/ui/given-name";
import { TimeAgo } from "@/components/ui/time-ago";
import { requireUser } from "@/lib/bff/page-access";
import { readTransfer } from "@/lib/jobs/transfer-receipt";
import { Problem } from "@/lib/problems/problem";
import { UUID } from "@/lib/text/ids";

export const metadata: Metadata = { title: "Copy of flows" };

async function transferOr404(caller: Parameters<typeof readTransfer>[0], id: string) {
  if (!UUID.test(id)) notFound();
  try {
    return await readTransfer(caller, id);
  } catch (error) {
    if (error instanceof Problem && error.code === "not_found") notFound();
    throw error;
  }
}

export default async function CopyReceiptPage({ params }: { params: Promise<{ id: string }> }) {
  const caller = await requireUser();
  const receipt = await transferOr404(caller, (await params).id);
  const { startedBy, startedAt, reason, items } = receipt;
  const names = Object.fromEntries(
    caller.workspaces.map(({ slug, name, colour }) => [slug, { name, colour }]),
  );
  const targets = new Set(items.map(({ workspace }) => workspace)).size;
  return (
    <>
      <PageHeader
        title={`Copy to ${targets === 1 ? "1 workspace" : `${targets} workspaces`}`}
        crumbs={[{ href: "/copies", label: "Copies" }]}
        description={
          <>
            {items.length === 1 ? "1 flow" : `${items.length} flows`} · started by{" "}
            <GivenName>{startedBy.name}</GivenName> <TimeAgo at={startedAt} />
            {reason === null ? null : ` · reason: ${reason}`}
          </>
        }
      />
      <StepList present="receipt" />
      <ReceiptPanel loaded={receipt} names={names} />
    </>
  );
}
