import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { SignInPanel } from "@/components/sign-in/sign-in-panel";
import { currentUser } from "@/lib/bff/page-access";
import { relyingPartyOf } from "@/lib/bff/relying-party";
import { offeredProviders } from "@/lib/providers/list-providers";
import { signInFailure } from "@/lib/providers/sign-in-failures";
import { safeCallbackPath } from "@/lib/text/own-path";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  searchParams: Promise<{ callbackUrl?: string | string[]; failed?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { callbackUrl, failed } = await searchParams;
  const destination = safeCallbackPath([callbackUrl].flat()[0]);
  const failure = signInFailure([failed].flat()[0]);
  // Somebody who is signed in learns why another sign-in failed, all the same.
  if (failure === null && (await currentUser()) !== null) redirect(destination);
  return (
    <SignInPanel
      destination={destination}
      passkeys={relyingPartyOf(await headers()) !== null}
      providers={await offeredProviders()}
      failure={failure}
    />
  );
}
