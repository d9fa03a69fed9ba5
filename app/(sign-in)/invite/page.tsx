import type { Metadata } from "next";
import { LinkPage } from "@/components/sign-in/link-page";

export const metadata: Metadata = { title: "Accept your invitation", referrer: "no-referrer" };

/** The invitation's token is after the `#` of the address: only the browser has it. */
export default function InvitationPage() {
  return <LinkPage kind="invitation" />;
}
