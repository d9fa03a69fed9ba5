import { Cable } from "lucide-react";
import type { Metadata } from "next";
import { PageHeader } from "@/components/shell/page-header";
import { AppLink } from "@/components/ui/app-link";
import { buttonVariants } from "@/components/ui/button-variants";
import { EmptyState } from "@/components/ui/card";
import { KeeperSummary } from "@/components/workspaces/keeper-summary";
import { KeeperTable } from "@/components/workspaces/keeper-table";
import { requireOwner } from "@/lib/bff/page-access";
import { env } from "@/lib/env";
import { keeperView } from "@/lib/keeper/keeper-view";

export const metadata: Metadata = { title: "Background reading" };

export default async function BackgroundReadingPage() {
  await requireOwner();
  const { since, workspaces } = await keeperView();
  return (
    <>
      <PageHeader
        title="Background reading"
        description="The portal reads the lists and flows of every workspace by itself, so that they are fresh without a click."
        crumbs={[{ href: "/", label: "Workspaces" }]}
      />
      {workspaces.length === 0 ? (
        <EmptyState
          icon={Cable}
          title="No workspace yet"
          actions={
            <AppLink href="/workspaces/new" className={buttonVariants()}>
              Add workspace
            </AppLink>
          }
        >
          Reading begins as soon as there is one.
        </EmptyState>
      ) : (
        <>
          <KeeperSummary
            since={since}
            workspaces={workspaces}
            perMinute={env().UPSTREAM_REQUESTS_PER_MINUTE}
          />
          <KeeperTable workspaces={workspaces} />
        </>
      )}
    </>
  );
}
