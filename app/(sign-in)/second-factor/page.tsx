import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { GiveFactorPanel } from "@/components/account/give-factor-panel";
import { LateProofDialog } from "@/components/account/late-proof-dialog";
import { SetUpPanel } from "@/components/account/set-up-panel";
import { SignOutButton } from "@/components/shell/sign-out-button";
import { requireSignedIn } from "@/lib/bff/page-access";
import { relyingPartyOf } from "@/lib/bff/relying-party";
import { stepsOf } from "@/lib/identity/factors/factors";
import { safeCallbackPath } from "@/lib/text/own-path";

export const metadata: Metadata = { title: "Your second factor" };

interface SecondFactorPageProps {
  searchParams: Promise<{ callbackUrl?: string | string[] }>;
}

/** Where somebody is led who needs a second factor, for the portal or a workspace: to set one up, or to give theirs. */
export default async function SecondFactorPage({ searchParams }: SecondFactorPageProps) {
  const { user, workspaces, portalWantsFactor } = await requireSignedIn();
  const { callbackUrl } = await searchParams;
  const destination = safeCallbackPath(Array.isArray(callbackUrl) ? callbackUrl[0] : callbackUrl);
  const steps = user.gaveNoFactor ? await stepsOf(user.id) : [];
  if (!user.lacksFactor && steps.length === 0) redirect(destination);
  const closed = workspaces.filter(({ requireSecondFactor }) => requireSecondFactor).map(({ name }) => name);
  const passkeys = relyingPartyOf(await headers()) !== null;
  return (
    <>
      {steps.length > 0 ? (
        <GiveFactorPanel
          steps={steps.filter((step) => step !== "passkey" || passkeys)}
          destination={destination}
        />
      ) : (
        <SetUpPanel
          closed={portalWantsFactor ? null : closed}
          destination={destination}
          passkeys={passkeys}
        />
      )}
      <p className="flex flex-wrap items-center gap-x-1 text-sm text-muted-foreground">
        Signed in as {user.email}. <SignOutButton userId={user.id} />
      </p>
      <LateProofDialog email={user.email} />
    </>
  );
}
