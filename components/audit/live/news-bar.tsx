"use client";

import { ArrowUp } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useState, useTransition } from "react";
import { listAddress } from "../../lists/list-address";
import { Button } from "../../ui/button";
import { newsText, useNewerEvents } from "./use-newer-events";

interface NewsBarProps {
  /** The events' address under `/api`. */
  apiPath: string;
  /** The list's filters, as the API takes them. */
  filters: string;
  /** The newest sequence number of the chain when the page was made. */
  head: number;
  /** Whether the page shows the newest events. */
  newest: boolean;
  /** Whether anything new can match: a period that is over stays as it is. */
  open: boolean;
}

/**
 * Says that there are new events, and shows them on request. The bar floats above the list, which does not move. An
 * older page counts on from the newest events that were shown.
 */
export function NewsBar({ apiPath, filters, head, newest, open }: NewsBarProps) {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const [pending, startTransition] = useTransition();
  const [seen, setSeen] = useState({ filters, head });
  if (seen.filters !== filters || (newest && seen.head !== head)) setSeen({ filters, head });
  const query = new URLSearchParams(filters);
  query.set("after", String(seen.head));
  const news = useNewerEvents(open ? `${apiPath}/newer?${query}` : null);

  function show() {
    document.getElementById("audit-events")?.focus({ preventScroll: true });
    startTransition(() => {
      if (newest) router.refresh();
      else router.push(listAddress(pathname, params.entries(), { cursor: null }), { scroll: false });
    });
    window.scrollTo({ top: 0 });
  }

  return (
    <div role="status" className="pointer-events-none sticky top-15 z-30 flex h-0 justify-center lg:top-2">
      {news.count > 0 ? (
        <Button
          size="sm"
          busy={pending}
          className="pointer-events-auto -translate-y-1 rounded-full shadow-lg"
          onClick={show}
        >
          {pending ? null : <ArrowUp aria-hidden />}
          {newsText(news)}
        </Button>
      ) : null}
    </div>
  );
}
