import { Download, SearchX } from "lucide-react";
import type { Metadata } from "next";
import { listAddress, oneOf, paramPairs, type SearchParams } from "@/components/lists/list-address";
import { Paging } from "@/components/lists/paging";
import { PeopleTabs } from "@/components/people/people-tabs";
import { ReviewTable } from "@/components/people/review/review-table";
import { ReviewTools } from "@/components/people/review/review-tools";
import { SignOffDialog } from "@/components/people/review/sign-off-dialog";
import { PageHeader } from "@/components/shell/page-header";
import { AppLink } from "@/components/ui/app-link";
import { buttonVariants } from "@/components/ui/button-variants";
import { EmptyState } from "@/components/ui/card";
import { GivenName } from "@/components/ui/given-name";
import { TimeAgo } from "@/components/ui/time-ago";
import { requireOwner } from "@/lib/bff/page-access";
import { pageOf } from "@/lib/bff/query";
import { readAccessReview, reviewedRights } from "@/lib/identity/access-review/read-review";
import { lastSignOff, type SignOff } from "@/lib/identity/access-review/sign-off";
import { listNamedWorkspaces } from "@/lib/identity/named-workspaces";

export const metadata: Metadata = { title: "Access review" };

const PER_PAGE = 100;

export default async function AccessReviewPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  await requireOwner();
  const params = await searchParams;
  const [review, workspaces, last] = await Promise.all([
    readAccessReview(),
    listNamedWorkspaces(),
    lastSignOff(),
  ]);
  const filter = { user: oneOf(params, "user"), workspace: oneOf(params, "workspace") };
  const cursor = oneOf(params, "cursor");
  const found = reviewedRights(review.rights, filter);
  const page = pageOf(found, { limit: PER_PAGE, ...(cursor === undefined ? {} : { cursor }) });
  const people = new Map(review.rights.map(({ user }) => [user.id, { id: user.id, name: user.name }]));
  const csv = listAddress("/api/access-review", Object.entries({ format: "csv" }), {
    user: filter.user ?? null,
    workspace: filter.workspace ?? null,
  });
  return (
    <>
      <PageHeader
        title="Access review"
        description={
          <>
            Who may do what where, through what and since when.{" "}
            <LastSignOff last={last} digest={review.digest} />
          </>
        }
        actions={
          <>
            <a href={csv} download className={buttonVariants({ variant: "outline" })}>
              <Download aria-hidden />
              As CSV
            </a>
            <SignOffDialog digest={review.digest} counts={review.counts} />
          </>
        }
      />
      <PeopleTabs />
      <ReviewTools people={[...people.values()]} workspaces={workspaces} />
      {page.items.length === 0 ? (
        <EmptyState
          icon={SearchX}
          title="No such right"
          actions={
            <AppLink href="/people/access-review" className={buttonVariants({ variant: "outline" })}>
              Clear filters
            </AppLink>
          }
        >
          Nobody has a right that matches.
        </EmptyState>
      ) : (
        <ReviewTable rights={page.items} />
      )}
      <Paging pathname="/people/access-review" params={paramPairs(params)} nextCursor={page.nextCursor} />
    </>
  );
}

function LastSignOff({ last, digest }: { last: SignOff | null; digest: string }) {
  if (last === null) return "Nobody has signed it off yet.";
  return (
    <>
      Signed off <TimeAgo at={last.at} /> by <GivenName>{last.by.name}</GivenName>
      {last.digest === digest ? "; no right has changed since." : "; rights have changed since."}{" "}
      <AppLink href={`/audit/${last.eventId}`} className="rounded-sm text-link hover:underline">
        See the event
      </AppLink>
    </>
  );
}
