import type { Metadata } from "next";
import { ForgotPasswordForm } from "@/components/sign-in/forgot-password-form";
import { AppLink } from "@/components/ui/app-link";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { LINKS } from "@/lib/identity/link-kinds";
import { mailSettings } from "@/lib/mail/mail-settings";

export const metadata: Metadata = { title: "Forgot your password" };

export default function ForgotPasswordPage() {
  const hasMail = mailSettings() !== null;
  return (
    <>
      <div>
        <h1 className="text-2xl font-semibold">Forgot your password?</h1>
        <p className="mt-1 text-muted-foreground">
          {hasMail ? "Get a link by mail, and choose a new one." : "You need a link from somebody here."}
        </p>
      </div>
      <Card className="flex flex-col gap-4 p-5">
        {hasMail ? (
          <ForgotPasswordForm minutes={LINKS.reset.minutes} />
        ) : (
          <Notice title="Ask an owner of this portal">
            This portal is not set up to send mail. On the page{" "}
            <strong className="font-medium">People</strong>, an owner can make a link with which you choose a
            new password.
          </Notice>
        )}
        <AppLink href="/sign-in" className="self-start text-sm font-medium text-link hover:underline">
          Back to sign-in
        </AppLink>
      </Card>
      {hasMail ? (
        <p className="text-sm text-muted-foreground">
          No mail? Look into the spam folder. At most three are sent to one address in an hour. An owner of
          this portal can also make a link for you.
        </p>
      ) : null}
    </>
  );
}
