"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useTransition } from "react";
import { listAddress } from "./list-address";

/** The addresses before and after the last change, until it has arrived. One for all controls of a page. */
let underWay: { from: string; to: string } | null = null;

/** The address that the next change starts from: a filter that was set a moment ago may not have arrived there yet. */
function latestAddress(): URL {
  const { href } = window.location;
  return new URL(underWay?.from === href ? underWay.to : href);
}

/** Reads a list's filters from the address and writes them there, so that links and the back button keep them. */
export function useListParams() {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const [pending, startTransition] = useTransition();

  // biome-ignore lint/correctness/useExhaustiveDependencies: new parameters say that a change has arrived.
  useEffect(() => {
    if (underWay && underWay.from !== window.location.href) underWay = null;
  }, [params]);

  function change(changes: Record<string, string | null>) {
    const latest = latestAddress();
    const address = listAddress(latest.pathname, latest.searchParams.entries(), changes);
    underWay = { from: window.location.href, to: new URL(address, latest).href };
    startTransition(() => router.replace(address, { scroll: false }));
  }

  return { params, change, pending, pathname };
}
