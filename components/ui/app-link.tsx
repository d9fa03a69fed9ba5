"use client";

import Link from "next/link";
import { type ComponentProps, useState } from "react";
import { leaveFor } from "./leaving";

interface AppLinkProps extends Omit<ComponentProps<typeof Link>, "prefetch" | "href"> {
  href: string;
}

/**
 * A link inside the portal. The frame of its page loads while the pointer or the focus is on it, so that a click shows it at
 * once. The page itself is not fetched before its link is followed: it may send requests to the upstream, whose budget is 60 a
 * minute.
 */
export function AppLink({ href, onPointerEnter, onFocus, ...rest }: AppLinkProps) {
  const [expected, setExpected] = useState(false);
  return (
    <Link
      // Of a page that depends on its request, this fetches what is around its loading boundary, and nothing inside.
      prefetch={expected ? "auto" : false}
      onPointerEnter={(event) => {
        setExpected(true);
        onPointerEnter?.(event);
      }}
      onFocus={(event) => {
        setExpected(true);
        onFocus?.(event);
      }}
      href={href}
      onNavigate={() => leaveFor(href)}
      {...rest}
    />
  );
}
