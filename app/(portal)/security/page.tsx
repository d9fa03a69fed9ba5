import type { Metadata } from "next";
import { SessionSettingsForm } from "@/components/account/session-settings-form";
import { PageHeader } from "@/components/shell/page-header";
import { SectionCard } from "@/components/ui/card";
import { requireOwner } from "@/lib/bff/page-access";
import { readSessionSettings } from "@/lib/identity/portal-settings";

export const metadata: Metadata = { title: "Sign-in" };

export default async function SecurityPage() {
  await requireOwner();
  return (
    <>
      <PageHeader title="Sign-in" description="How people sign in to this portal, and for how long." />
      <div className="flex max-w-4xl flex-col gap-5">
        <SectionCard title="Sessions" description="A change counts at once, also for who is signed in now.">
          <SessionSettingsForm settings={await readSessionSettings()} />
        </SectionCard>
      </div>
    </>
  );
}
