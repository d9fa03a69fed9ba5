import { redirect } from "next/navigation";
import { linkPath } from "@/lib/identity/link-kinds";

/** Links of earlier versions, which had the token in the path. */
export default async function FormerResetPage({ params }: { params: Promise<{ token: string }> }) {
  redirect(linkPath("/reset-password", (await params).token));
}
