import type { Metadata } from "next";
import { LinkPage } from "@/components/sign-in/link-page";

export const metadata: Metadata = { title: "Choose a new password", referrer: "no-referrer" };

/** The link's token is after the `#` of the address: only the browser has it. */
export default function ResetPasswordPage() {
  return <LinkPage kind="reset" />;
}
