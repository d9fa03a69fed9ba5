import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { AccessSection } from "@/components/providers/access-section";
import { ClientSection } from "@/components/providers/client-section";
import { DirectorySection } from "@/components/providers/directory-section";
import { DomainsSection } from "@/components/providers/domains-section";
import { GroupsSection } from "@/components/providers/groups-section";
import { StateSection } from "@/components/providers/state-section";
import { PageHeader } from "@/components/shell/page-header";
import { GivenName } from "@/components/ui/given-name";
import { ownOrigin } from "@/lib/bff/admit";
import { requireOwner } from "@/lib/bff/page-access";
import { redirectUri, signOutUri } from "@/lib/providers/begin-sign-in";
import { findProvider, providerChoices, providerView } from "@/lib/providers/list-providers";
import { SCIM_PATH } from "@/lib/providers/rules";
import { UUID } from "@/lib/text/ids";

export const metadata: Metadata = { title: "Identity provider" };

export default async function ProviderPage({ params }: { params: Promise<{ id: string }> }) {
  await requireOwner();
  const { id } = await params;
  const row = UUID.test(id) ? await findProvider(id) : null;
  if (!row) notFound();
  const provider = providerView(row);
  const { workspaces, owners } = await providerChoices();
  const origin = ownOrigin(await headers());
  return (
    <>
      <PageHeader
        title={<GivenName>{provider.name}</GivenName>}
        crumbs={[
          { href: "/security", label: "Sign-in" },
          { href: "/security/providers", label: "Identity providers" },
        ]}
      />
      <div className="flex max-w-4xl flex-col gap-5">
        <StateSection provider={provider} />
        <ClientSection
          provider={provider}
          addresses={{ redirect: redirectUri(origin, id), signOut: signOutUri(origin) }}
        />
        <DomainsSection provider={provider} />
        <DirectorySection provider={provider} address={`${origin}${SCIM_PATH}`} />
        <GroupsSection provider={provider} workspaces={workspaces} />
        <AccessSection provider={provider} owners={owners} />
      </div>
    </>
  );
}
