"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { AppLink } from "../../ui/app-link";
import { buttonVariants } from "../../ui/button-variants";
import { useSingleKeys } from "../../ui/use-single-keys";
import { copyLink } from "./copy-permalink";

interface NeighbourLinksProps {
  /** The addresses of the events before and after it about the same thing; null where there is none. */
  older: string | null;
  newer: string | null;
  /** The event's own address. */
  path: string;
}

/** Leads to the events before and after this one about the same thing, also by `[` and `]`; `L` copies the link. */
export function NeighbourLinks({ older, newer, path }: NeighbourLinksProps) {
  const router = useRouter();
  const open = (address: string | null) => {
    if (address !== null) router.push(address);
    return address !== null;
  };
  useSingleKeys({
    "[": () => open(older),
    "]": () => open(newer),
    l: () => {
      void copyLink(path);
      return true;
    },
  });
  const style = buttonVariants({ variant: "outline", size: "sm" });
  return (
    <>
      {older ? (
        <AppLink
          href={older}
          className={style}
          aria-keyshortcuts="["
          title="The event before about the same thing"
        >
          <ChevronLeft aria-hidden />
          Earlier
        </AppLink>
      ) : null}
      {newer ? (
        <AppLink
          href={newer}
          className={style}
          aria-keyshortcuts="]"
          title="The next event about the same thing"
        >
          Later
          <ChevronRight aria-hidden />
        </AppLink>
      ) : null}
    </>
  );
}
