import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { safeCallbackPath } from "@/components/http/callback-address";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { Card } from "@/components/ui/card";
import { currentUser } from "@/lib/bff/page-access";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  searchParams: Promise<{ callbackUrl?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { callbackUrl } = await searchParams;
  const destination = safeCallbackPath(Array.isArray(callbackUrl) ? callbackUrl[0] : callbackUrl);
  if ((await currentUser()) !== null) redirect(destination);
  return (
    <>
      <div>
        <h1 className="text-2xl font-semibold">Sign in</h1>
        <p className="mt-1 text-muted-foreground">to work on your team&rsquo;s voice and message flows.</p>
      </div>
      <Card className="p-5">
        <SignInForm destination={destination} />
      </Card>
      <p className="text-sm text-muted-foreground">
        No account, or lost your password? Ask an owner of this portal for an invitation link.
      </p>
    </>
  );
}
