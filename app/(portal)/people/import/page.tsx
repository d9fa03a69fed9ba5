import type { Metadata } from "next";
import { ImportPeople } from "@/components/people/invite/import-people";
import { PageHeader } from "@/components/shell/page-header";
import { requireOwner } from "@/lib/bff/page-access";

export const metadata: Metadata = { title: "Import people" };

export default async function ImportPeoplePage() {
  await requireOwner();
  return (
    <>
      <PageHeader
        title="Import people"
        description="A list as CSV, from a spreadsheet or another system. You see what happens before it does."
        crumbs={[{ href: "/people", label: "People" }]}
      />
      <ImportPeople />
    </>
  );
}
