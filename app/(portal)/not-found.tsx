import type { Metadata } from "next";
import { AppLink } from "@/components/ui/app-link";
import { buttonVariants } from "@/components/ui/button-variants";

export const metadata: Metadata = { title: "Not found" };

export default function PortalNotFound() {
  return (
    <div className="flex max-w-md flex-col items-start gap-3 py-16">
      <h1 className="text-2xl font-semibold">There is nothing here</h1>
      <p className="text-muted-foreground">
        The address may be mistyped, the page may be gone, or you are not a member of that workspace or lack
        the role for it.
      </p>
      <AppLink href="/" className={buttonVariants({ className: "mt-2" })}>
        Go to your workspaces
      </AppLink>
    </div>
  );
}
