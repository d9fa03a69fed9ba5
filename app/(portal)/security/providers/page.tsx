import type { Metadata } from "next";
import { AddProviderDialog } from "@/components/providers/add-provider-dialog";
import { ProviderList } from "@/components/providers/provider-list";
import { PageHeader } from "@/components/shell/page-header";
import { requireOwner } from "@/lib/bff/page-access";
import { listProviders } from "@/lib/providers/list-providers";

export const metadata: Metadata = { title: "Identity providers" };

export default async function ProvidersPage() {
  await requireOwner();
  const providers = await listProviders();
  return (
    <>
      <PageHeader
        title="Identity providers"
        crumbs={[{ href: "/security", label: "Sign-in" }]}
        description="Where people of a company sign in, instead of with a password of this portal."
        actions={providers.length > 0 ? <AddProviderDialog /> : undefined}
      />
      <ProviderList providers={providers} />
    </>
  );
}
