"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useTransition } from "react";
import { listAddress } from "./list-address";

/** Reads a list's filters from the address and writes them there, so that a list can be linked and gone back to. */
export function useListParams() {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const [pending, startTransition] = useTransition();

  function change(changes: Record<string, string | null>) {
    startTransition(() =>
      router.replace(listAddress(pathname, params.entries(), changes), { scroll: false }),
    );
  }

  return { params, change, pending, pathname };
}
