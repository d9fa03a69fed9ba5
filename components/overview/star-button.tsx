"use client";

import { Star } from "lucide-react";
import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import { problemText } from "../http/problem";
import { sendRequest } from "../http/send-request";
import { cn } from "../ui/class-names";
import { toast } from "../ui/toast";
import { useHydrated } from "../ui/use-hydrated";

/** Stars a workspace, so that its reader finds it first, or takes the star away. */
export function StarButton({ slug, name, starred }: { slug: string; name: string; starred: boolean }) {
  const router = useRouter();
  const hydrated = useHydrated();
  const [pending, startTransition] = useTransition();
  const [shown, show] = useOptimistic(starred);

  const press = () =>
    startTransition(async () => {
      show(!starred);
      const answer = await sendRequest(starred ? "DELETE" : "PUT", `/api/workspaces/${slug}/star`);
      if (answer.ok) startTransition(() => router.refresh());
      else toast.error(problemText(answer.problem));
    });

  return (
    <button
      type="button"
      aria-label={`Star ${name}`}
      aria-pressed={shown}
      disabled={!hydrated}
      aria-disabled={pending}
      className="-m-1.5 grid size-8 shrink-0 place-items-center rounded-md text-muted-foreground hover:bg-muted hover:text-foreground"
      onClick={pending ? undefined : press}
    >
      <Star aria-hidden className={cn("size-4", shown && "fill-lamp text-lamp")} />
    </button>
  );
}
