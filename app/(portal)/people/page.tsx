import type { Metadata } from "next";
import { AddPersonDialog } from "@/components/people/add-person-dialog";
import { PeopleTable } from "@/components/people/people-table";
import { PageHeader } from "@/components/shell/page-header";
import { requireOwner } from "@/lib/bff/page-access";
import { listUsers } from "@/lib/identity/users";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  const { workspaces } = await requireOwner();
  return (
    <>
      <PageHeader
        title="People"
        description="Who can sign in. What they may do is decided in each workspace's settings."
        actions={<AddPersonDialog />}
      />
      <PeopleTable people={await listUsers()} reachable={new Set(workspaces.map(({ slug }) => slug))} />
    </>
  );
}
