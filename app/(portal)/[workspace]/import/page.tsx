import type { Metadata } from "next";
import { ImportPage } from "@/components/flows/import/import-page";
import { PageHeader } from "@/components/shell/page-header";
import { requireWorkspace } from "@/lib/bff/page-access";

export const metadata: Metadata = { title: "Bring in flows" };

/** Brings flows of both kinds in from files: whoever may make one kind may make the other. */
export default async function ImportFlowsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await requireWorkspace((await params).workspace, "call_flow.create");
  const { slug, name, colour, requireReason } = workspace;
  return (
    <>
      <PageHeader
        title="Bring in flows"
        crumbs={[{ href: `/${slug}`, label: name, colour }]}
        description="New flows from files. Flows that are here already stay as they are."
      />
      <ImportPage workspace={{ slug, requireReason }} />
    </>
  );
}
