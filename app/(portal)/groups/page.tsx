import { Plus, Users } from "lucide-react";
import type { Metadata } from "next";
import { GroupDialog } from "@/components/people/groups/group-dialog";
import { GroupList } from "@/components/people/groups/group-list";
import { PeopleTabs } from "@/components/people/people-tabs";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/card";
import { requireOwner } from "@/lib/bff/page-access";
import { listGroups } from "@/lib/identity/groups/read-groups";
import { listNamedWorkspaces } from "@/lib/identity/named-workspaces";
import { listUsers } from "@/lib/identity/users";

export const metadata: Metadata = { title: "Groups" };

export default async function GroupsPage() {
  await requireOwner();
  const [groups, workspaces, users] = await Promise.all([listGroups(), listNamedWorkspaces(), listUsers()]);
  const people = users
    .filter(({ pseudonymised }) => !pseudonymised)
    .map(({ id, name, email }) => ({ id, name, email }));
  const newGroup = (
    <GroupDialog
      group={null}
      workspaces={workspaces}
      people={people}
      trigger={
        <Button>
          <Plus aria-hidden />
          New group
        </Button>
      }
    />
  );
  return (
    <>
      <PageHeader
        title="Groups"
        description="A group gives its people a role in each of its workspaces, also in those that join it later."
        actions={groups.length === 0 ? null : newGroup}
      />
      <PeopleTabs />
      {groups.length === 0 ? (
        <EmptyState icon={Users} title="No group yet" actions={newGroup}>
          Put workspaces together that the same people work in. Whoever joins the group has the role in all of
          them at once, and whoever leaves loses only what the group gave.
        </EmptyState>
      ) : (
        <GroupList groups={groups} workspaces={workspaces} people={people} />
      )}
    </>
  );
}
