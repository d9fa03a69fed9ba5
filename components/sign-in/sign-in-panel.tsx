"use client";

import { Fingerprint } from "lucide-react";
import { type ComponentType, useState } from "react";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { Notice } from "../ui/notice";
import { type OfferedProvider, ProviderWay } from "./provider-ways";
import type { SecondStepProps } from "./second-step";
import { SignInForm } from "./sign-in-form";

interface SignInPanelProps {
  /** A path that was checked on the server. */
  destination: string;
  /** Whether browsers keep passkeys for this address. */
  passkeys: boolean;
  providers?: OfferedProvider[];
  /** Why a sign-in at an identity provider has just come to nothing; null for none. */
  failure?: { title: string; detail: string } | null;
}

/** The ways to sign in; and the second step, where the account wants one. */
export function SignInPanel({ destination, passkeys, providers = [], failure = null }: SignInPanelProps) {
  const [step, setStep] = useState<{ Step: ComponentType<SecondStepProps>; props: SecondStepProps } | null>(
    null,
  );
  if (step) return <step.Step {...step.props} />;
  return (
    <>
      <div>
        <h1 className="text-2xl font-semibold">Sign in</h1>
        <p className="mt-1 text-muted-foreground">to work on your team&rsquo;s voice and message flows.</p>
      </div>
      <Card className="flex flex-col gap-4 p-5">
        {failure ? (
          <Notice tone="bad" role="alert" title={failure.title}>
            {failure.detail}
          </Notice>
        ) : null}
        {providers.map((provider) => (
          <ProviderWay key={provider.id} provider={provider} destination={destination} />
        ))}
        {passkeys ? <PasskeyWay destination={destination} /> : null}
        {passkeys || providers.length > 0 ? <Or /> : null}
        <SignInForm
          destination={destination}
          hasProviders={providers.length > 0}
          onSecondStep={async (wanted) => {
            const { SecondStep } = await import("./second-step");
            setStep({ Step: SecondStep, props: { ...wanted, destination, onBack: () => setStep(null) } });
          }}
        />
      </Card>
      <div className="flex flex-col items-start gap-2 text-sm">
        {/* A plain link: the router's own needs scripts for which this page has no other use. */}
        <a href="/forgot-password" className="font-medium text-link hover:underline">
          Forgot your password?
        </a>
        <p className="text-muted-foreground">No account? Ask an owner of this portal for an invitation.</p>
      </div>
    </>
  );
}

/** Few visits use a passkey, so its part of the page loads with the first one. */
async function withPasskey(): Promise<string | null> {
  try {
    return await (await import("./passkey-request")).signInWithPasskey();
  } catch {
    return "This part of the page could not be loaded. Try again in a moment.";
  }
}

/** The way that needs no password. */
function PasskeyWay({ destination }: { destination: string }) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);

  async function signIn() {
    setBusy(true);
    setFault(null);
    const failure = await withPasskey();
    if (failure === null) {
      window.location.assign(destination);
      return;
    }
    setBusy(false);
    setFault(failure);
  }

  return (
    <>
      <Button variant="outline" busy={busy} className="w-full" onClick={() => void signIn()}>
        {busy ? null : <Fingerprint aria-hidden />}
        Use a passkey
      </Button>
      {fault ? (
        <p role="alert" className="text-sm text-destructive">
          {fault}
        </p>
      ) : null}
    </>
  );
}

function Or() {
  return (
    <div className="flex items-center gap-3 text-xs text-muted-foreground">
      <span aria-hidden className="h-px flex-1 bg-border" />
      or
      <span aria-hidden className="h-px flex-1 bg-border" />
    </div>
  );
}
