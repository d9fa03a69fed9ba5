import type { Metadata } from "next";
import type { ReactNode } from "react";
import { FactorSections } from "@/components/account/factor-sections";
import { IdentityList } from "@/components/account/identity-list";
import { NameForm } from "@/components/account/name-form";
import { NewTokenDialog } from "@/components/account/new-token-dialog";
import { PasswordForm } from "@/components/account/password-form";
import { SessionList } from "@/components/account/session-list";
import { TimeZoneForm } from "@/components/account/time-zone-form";
import { TokenList } from "@/components/account/token-list";
import { PageHeader } from "@/components/shell/page-header";
import { AppLink } from "@/components/ui/app-link";
import { Badge } from "@/components/ui/badge";
import { buttonVariants } from "@/components/ui/button-variants";
import { SectionCard } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { requireUser } from "@/lib/bff/page-access";
import { listTokens } from "@/lib/identity/api-tokens";
import { readApp } from "@/lib/identity/factors/authenticator-app";
import { listPasskeys } from "@/lib/identity/factors/passkeys";
import { RECOVERY_CODES, recoveryCodesLeft } from "@/lib/identity/factors/recovery-codes";
import { passwordHindrance } from "@/lib/identity/own-password";
import { listSessions } from "@/lib/identity/sessions";
import { keysOf } from "@/lib/json/json-value";
import { listIdentities } from "@/lib/providers/identities";
import { signInFailure } from "@/lib/providers/sign-in-failures";

export const metadata: Metadata = { title: "Your account" };

interface AccountPageProps {
  searchParams: Promise<{ failed?: string | string[] }>;
}

export default async function AccountPage({ searchParams }: AccountPageProps) {
  const { user, workspaces, portalWantsFactor } = await requireUser();
  const own = workspaces.map(({ slug, name, role }) => ({ slug, name, role }));
  const failure = signInFailure([(await searchParams).failed].flat()[0]);
  const identities = await listIdentities(user.id);
  const hindrance = await passwordHindrance(user);
  return (
    <>
      <PageHeader
        title="Your account"
        meta={
          <>
            <span className="font-medium">{user.name}</span>
            <span className="text-muted-foreground">{user.email}</span>
            {user.isOwner ? <Badge tone="accent">Owner</Badge> : null}
          </>
        }
      />
      <div className="grid max-w-6xl gap-x-8 xl:grid-cols-[10rem_minmax(0,1fr)]">
        <PartsNav hasProviders={identities.length > 0} />
        <div className="flex max-w-4xl min-w-0 flex-col gap-5">
          {failure ? (
            <Notice tone="bad" role="alert" title={failure.title}>
              {failure.detail}
            </Notice>
          ) : null}
          <Part id="profile">
            <SectionCard title="Profile">
              <div className="flex flex-col divide-y *:py-3.5 *:first:pt-0 *:last:pb-0">
                <NameForm key={user.name} name={user.name} />
                <TimeZoneForm timeZone={user.timeZone} />
              </div>
            </SectionCard>
          </Part>
          <Part id="password">
            <SectionCard title="Password">
              {hindrance === null ? (
                <PasswordForm email={user.email} />
              ) : (
                <p className="text-sm text-muted-foreground">{hindrance}</p>
              )}
            </SectionCard>
          </Part>
          <Part id="two-step">
            <FactorSections
              {...(await readApp(user.id))}
              passkeys={await listPasskeys(user.id)}
              recoveryCodes={{ left: await recoveryCodesLeft(user.id), of: RECOVERY_CODES }}
              required={portalWantsFactor}
            />
          </Part>
          {identities.length > 0 ? (
            <Part id="providers">
              <IdentityList identities={identities} />
            </Part>
          ) : null}
          <Part id="notices">
            <SectionCard
              title="Notices"
              description="What you want to learn of your workspaces, in the portal, by mail or in a chat."
              actions={
                <AppLink
                  href="/account/notices"
                  className={buttonVariants({ variant: "outline", size: "sm" })}
                >
                  Rules for notices
                </AppLink>
              }
            >
              <p className="text-sm text-muted-foreground">
                What concerns your account itself is always said, and cannot be switched off.
              </p>
            </SectionCard>
          </Part>
          <Part id="sessions">
            <SessionList sessions={await listSessions(user.id, user.sessionId)} />
          </Part>
          <Part id="tokens">
            <TokenList
              tokens={await listTokens(user.id)}
              actions={own.length > 0 ? <NewTokenDialog workspaces={own} /> : null}
            />
          </Part>
        </div>
      </div>
    </>
  );
}

/** The parts of the page, in its order. Identity providers are only there where the portal has some. */
const PARTS = {
  profile: "Profile",
  password: "Password",
  "two-step": "Two-step sign-in",
  providers: "Identity providers",
  notices: "Notices",
  sessions: "Sessions",
  tokens: "Tokens",
};

type PartId = keyof typeof PARTS;

function Part({ id, children }: { id: PartId; children: ReactNode }) {
  return (
    <div id={id} className="flex scroll-mt-18 flex-col gap-5 lg:scroll-mt-6">
      {children}
    </div>
  );
}

/** Leads to the parts of the page, where there is room beside them. */
function PartsNav({ hasProviders }: { hasProviders: boolean }) {
  const shown = keysOf(PARTS).filter((id) => id !== "providers" || hasProviders);
  return (
    <nav aria-label="Parts of this page" className="sticky top-6 hidden self-start xl:block">
      <ul className="flex flex-col border-l">
        {shown.map((id) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="block rounded-r-md py-1.5 pl-3 text-sm text-muted-foreground hover:bg-accent hover:text-foreground"
            >
              {PARTS[id]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
