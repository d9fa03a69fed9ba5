import type { Metadata } from "next";
import { MailSection } from "@/components/account/mail-section";
import { RequireFactorSwitch } from "@/components/account/require-factor-switch";
import { SessionSettingsForm } from "@/components/account/session-settings-form";
import { PageHeader } from "@/components/shell/page-header";
import { AppLink } from "@/components/ui/app-link";
import { buttonVariants } from "@/components/ui/button-variants";
import { SectionCard } from "@/components/ui/card";
import { requireOwner } from "@/lib/bff/page-access";
import { readPortalSettings } from "@/lib/identity/portal-settings";
import { listUsers } from "@/lib/identity/users";
import { mailView } from "@/lib/mail/mail-view";
import { listProviders } from "@/lib/providers/list-providers";

export const metadata: Metadata = { title: "Sign-in" };

function providerWords(providers: { name: string; enabled: boolean }[]): string {
  if (providers.length === 0) return "None yet.";
  return providers.map(({ name, enabled }) => (enabled ? name : `${name} (off)`)).join(", ");
}

export default async function SecurityPage() {
  const { user } = await requireOwner();
  const { requireSecondFactor, ...sessions } = await readPortalSettings();
  const without = (await listUsers()).filter(
    ({ disabled, hasSecondFactor }) => !disabled && !hasSecondFactor,
  );
  return (
    <>
      <PageHeader title="Sign-in" description="How people sign in to this portal, and for how long." />
      <div className="flex max-w-4xl flex-col gap-5">
        <SectionCard
          title="Second factor"
          description="An authenticator app or a passkey, so that a password alone lets nobody in."
        >
          <RequireFactorSwitch
            required={requireSecondFactor}
            without={without.length}
            selfWithout={without.some(({ id }) => id === user.id)}
          />
        </SectionCard>
        <SectionCard
          title="Identity providers"
          description="People sign in at their company (OpenID Connect), and its groups can give them roles."
          actions={
            <AppLink
              href="/security/providers"
              className={buttonVariants({ variant: "outline", size: "sm" })}
            >
              Manage
            </AppLink>
          }
        >
          <p className="text-sm text-muted-foreground">{providerWords(await listProviders())}</p>
        </SectionCard>
        <SectionCard title="Sessions" description="A change counts at once, also for who is signed in now.">
          <SessionSettingsForm settings={sessions} />
        </SectionCard>
        <MailSection mail={await mailView()} />
      </div>
    </>
  );
}
