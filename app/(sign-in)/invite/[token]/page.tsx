import type { Metadata } from "next";
import { AcceptInvitationForm } from "@/components/sign-in/accept-invitation-form";
import { AppLink } from "@/components/ui/app-link";
import { buttonVariants } from "@/components/ui/button-variants";
import { Card } from "@/components/ui/card";
import { findInvitation } from "@/lib/identity/invitations";

export const metadata: Metadata = {
  title: "Accept your invitation",
  // The address holds the invitation's secret: it must not travel on to any other page.
  referrer: "no-referrer",
};

export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await findInvitation(token);
  if (invitation === null) return <SpentInvitation />;
  return (
    <>
      <div>
        <h1 className="text-2xl font-semibold">Welcome, {invitation.name}</h1>
        <p className="mt-1 text-muted-foreground">
          Choose a password for <span className="font-medium text-foreground">{invitation.email}</span>.
        </p>
      </div>
      <Card className="p-5">
        <AcceptInvitationForm token={token} email={invitation.email} />
      </Card>
    </>
  );
}

function SpentInvitation() {
  return (
    <>
      <div>
        <h1 className="text-2xl font-semibold">This invitation no longer works</h1>
        <p className="mt-2 text-muted-foreground">
          An invitation link works once and for a limited time. If you have already set your password, sign
          in. Otherwise ask an owner of this portal for a new link.
        </p>
      </div>
      <AppLink href="/sign-in" className={buttonVariants({ className: "self-start" })}>
        Go to sign-in
      </AppLink>
    </>
  );
}
