import { Files } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { paramPairs, type SearchParams } from "@/components/lists/list-address";
import { PageHeader } from "@/components/shell/page-header";
import { CopyPage } from "@/components/transfers/copy/copy-page";
import { MOST_FLOWS, readCopyAddress } from "@/components/transfers/words/copy-address";
import { AppLink } from "@/components/ui/app-link";
import { buttonVariants } from "@/components/ui/button-variants";
import { EmptyState } from "@/components/ui/card";
import { requireUser } from "@/lib/bff/page-access";
import { flowPathSegment } from "@/lib/flows/model/flow";
import { openWorkspaces } from "@/lib/identity/find-caller";
import { placeKey, readFlows } from "@/lib/transfers/read-flows";
import { copyTargets, ownTarget } from "./copy-targets";

export const metadata: Metadata = { title: "Copy to workspaces" };

interface CopyFlowsPageProps {
  searchParams: Promise<SearchParams>;
}

const FEW_NAMES = 4;

/** Copies the flows that the address names to other workspaces. */
export default async function CopyFlowsPage({ searchParams }: CopyFlowsPageProps) {
  const caller = await requireUser();
  const address = readCopyAddress(new URLSearchParams(paramPairs(await searchParams)));
  if (address === null || address.ids.length > MOST_FLOWS) return <NothingToCopy isMuch={address !== null} />;
  const { kind, ids, to, back } = address;
  const from = openWorkspaces(caller, [`${kind}.read`]).find(({ slug }) => slug === address.from);
  if (!from) notFound();
  const places = ids.map((id) => ({ workspaceId: from.id, kind, id }));
  const found = await readFlows(places);
  const flows = places.flatMap((place) => found.get(placeKey(place)) ?? []);
  if (flows.length === 0) notFound();
  const workspaces =
    back.length > 0 ? ownTarget(caller, from.id, kind) : await copyTargets(caller, from.id, kind, flows);
  if (back.length > 0 && workspaces.length === 0) notFound();
  const names = flows.slice(0, FEW_NAMES).map(({ name }) => name || "Flow without a name");
  const more = flows.length - names.length;
  return (
    <>
      <PageHeader
        title={back.length > 0 ? "Put back" : "Copy to workspaces"}
        crumbs={[
          { href: `/${from.slug}`, label: from.name, colour: from.colour },
          {
            href: `/${from.slug}/${flowPathSegment(kind)}`,
            label: kind === "call_flow" ? "Call flows" : "Message flows",
          },
        ]}
        description={`${flows.length === 1 ? "1 flow" : `${flows.length} flows`}: ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`}
      />
      <CopyPage
        scene={{
          from: { slug: from.slug, name: from.name },
          kind,
          sources: flows.map(({ id, name, state }) => ({
            ...{ id, name },
            isInbound: kind === "call_flow" && state?.stored.direction === "inbound",
            back: back[ids.indexOf(id)] ?? null,
          })),
        }}
        workspaces={workspaces}
        to={back.length > 0 ? [from.slug] : to}
      />
    </>
  );
}

function NothingToCopy({ isMuch }: { isMuch: boolean }) {
  return (
    <>
      <PageHeader title="Copy to workspaces" />
      <EmptyState
        icon={Files}
        title={isMuch ? "Too many flows at once" : "No flow is chosen"}
        actions={
          <AppLink href="/copies" className={buttonVariants({ variant: "outline" })}>
            Earlier copies
          </AppLink>
        }
      >
        {isMuch
          ? `At most ${MOST_FLOWS} flows are copied at once. Choose fewer in the list.`
          : "Choose flows in a list, or open one, then “Copy to workspaces”."}
      </EmptyState>
    </>
  );
}
