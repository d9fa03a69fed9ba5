import { SearchX, Upload } from "lucide-react";
import type { Metadata } from "next";
import { oneOf, paramPairs, type SearchParams } from "@/components/lists/list-address";
import { Paging } from "@/components/lists/paging";
import { InviteDialog } from "@/components/people/invite/invite-dialog";
import { PeopleTable } from "@/components/people/people-table";
import { PeopleTabs } from "@/components/people/people-tabs";
import { PeopleTools } from "@/components/people/people-tools";
import { PageHeader } from "@/components/shell/page-header";
import { AppLink } from "@/components/ui/app-link";
import { buttonVariants } from "@/components/ui/button-variants";
import { EmptyState } from "@/components/ui/card";
import { requireOwner } from "@/lib/bff/page-access";
import { pageOf } from "@/lib/bff/query";
import { listGroups } from "@/lib/identity/groups/read-groups";
import { listNamedWorkspaces } from "@/lib/identity/named-workspaces";
import { PERSON_STATES } from "@/lib/identity/rules";
import { listUsers, matchingUsers, type PeopleFilter, type UserView } from "@/lib/identity/users";
import { keysOf } from "@/lib/json/json-value";

export const metadata: Metadata = { title: "People" };

const PER_PAGE = 50;

function filterOf(params: SearchParams): PeopleFilter {
  const state = oneOf(params, "state");
  return {
    q: oneOf(params, "q"),
    state: keysOf(PERSON_STATES).find((name) => name === state),
    workspace: oneOf(params, "workspace"),
  };
}

/** Returns "7 people, 1 invited". */
function countedPeople(users: readonly UserView[]): string {
  const invited = users.filter(({ invitePending, disabled }) => invitePending && !disabled).length;
  const people = `${users.length} ${users.length === 1 ? "person" : "people"}`;
  return invited === 0 ? people : `${people}, ${invited} invited`;
}

export default async function PeoplePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireOwner();
  const params = await searchParams;
  const [users, workspaces, groups] = await Promise.all([listUsers(), listNamedWorkspaces(), listGroups()]);
  const cursor = oneOf(params, "cursor");
  const found = matchingUsers(users, filterOf(params));
  const page = pageOf(found, { limit: PER_PAGE, ...(cursor === undefined ? {} : { cursor }) });
  return (
    <>
      <PageHeader
        title="People"
        description={countedPeople(users)}
        actions={
          <>
            <AppLink href="/people/import" className={buttonVariants({ variant: "outline" })}>
              <Upload aria-hidden />
              Import a list
            </AppLink>
            <InviteDialog workspaces={workspaces} groups={groups.map(({ id, name }) => ({ id, name }))} />
          </>
        }
      />
      <PeopleTabs />
      <PeopleTools workspaces={workspaces} />
      {page.items.length === 0 ? (
        <EmptyState
          icon={SearchX}
          title="Nobody matches"
          actions={
            <AppLink href="/people" className={buttonVariants({ variant: "outline" })}>
              Clear filters
            </AppLink>
          }
        >
          Look for a part of the name or the address, or take a filter away.
        </EmptyState>
      ) : (
        <PeopleTable people={page.items} />
      )}
      <Paging pathname="/people" params={paramPairs(params)} nextCursor={page.nextCursor} />
    </>
  );
}
