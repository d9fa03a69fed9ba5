import { BellOff, Settings } from "lucide-react";
import type { Metadata } from "next";
import { oneOf, paramPairs, type SearchParams } from "@/components/lists/list-address";
import { Paging } from "@/components/lists/paging";
import { RowKeys } from "@/components/lists/row-keys";
import { NoticeLines } from "@/components/notices/notice-lines";
import { PageHeader } from "@/components/shell/page-header";
import { AppLink } from "@/components/ui/app-link";
import { buttonVariants } from "@/components/ui/button-variants";
import { EmptyState } from "@/components/ui/card";
import { requireUser } from "@/lib/bff/page-access";
import { readInbox } from "@/lib/notices/inbox";
import { UUID } from "@/lib/text/ids";

export const metadata: Metadata = { title: "Notices" };

const PAGE_SIZE = 50;

/** What somebody should know: the list of their notices. */
export default async function NoticesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const caller = await requireUser();
  const params = await searchParams;
  const state = oneOf(params, "state") === "unread" ? "unread" : "all";
  const cursor = oneOf(params, "cursor") ?? "";
  const page = await readInbox(caller, {
    state,
    limit: PAGE_SIZE,
    cursor: UUID.test(cursor) ? cursor : undefined,
  });
  return (
    <>
      <PageHeader
        title="Notices"
        description="What happened in your workspaces and to your account, as your rules say."
        actions={
          <>
            <AppLink
              href={state === "unread" ? "/notices" : "/notices?state=unread"}
              className={buttonVariants({ variant: "outline", size: "sm" })}
            >
              {state === "unread" ? "Show all" : "Unread only"}
            </AppLink>
            <AppLink href="/account/notices" className={buttonVariants({ variant: "outline", size: "sm" })}>
              <Settings aria-hidden />
              Rules
            </AppLink>
          </>
        }
      />
      {page.items.length === 0 ? (
        <EmptyState
          icon={BellOff}
          title={state === "unread" ? "You have read everything" : "No notices yet"}
          actions={
            <AppLink href="/account/notices" className={buttonVariants({ variant: "outline" })}>
              Choose what you want to learn
            </AppLink>
          }
        >
          Switchboard says here when a key dies, a flow is changed outside, or a flow that you watch changes.
        </EmptyState>
      ) : (
        <>
          <RowKeys createPath={null} />
          <NoticeLines items={page.items} />
        </>
      )}
      <Paging pathname="/notices" params={paramPairs(params)} nextCursor={page.nextCursor} />
    </>
  );
}
