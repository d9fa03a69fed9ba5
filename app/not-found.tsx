import type { Metadata } from "next";
import { Wordmark } from "@/components/shell/marks";
import { AppLink } from "@/components/ui/app-link";
import { buttonVariants } from "@/components/ui/button-variants";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-md flex-col items-start justify-center gap-3 px-6">
      <Wordmark />
      <h1 className="mt-4 text-2xl font-semibold">There is nothing here</h1>
      <p className="text-muted-foreground">
        The address may be mistyped, the page may be gone, or it belongs to a workspace that you are not a
        member of.
      </p>
      <AppLink href="/" className={buttonVariants({ className: "mt-2" })}>
        Go to your workspaces
      </AppLink>
    </main>
  );
}
