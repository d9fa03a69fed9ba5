"use client";

import Link from "next/link";
import { type ComponentProps, useState } from "react";

/**
 * A link inside the portal. The frame of its page loads while the pointer or the focus is on it, so that a click shows it at
 * once. The page itself is not fetched before its link is followed: it may send requests to the upstream, whose budget is 60 a
 * minute.
 */
export function AppLink({ onPointerEnter, onFocus, ...rest }: Omit<ComponentProps<typeof Link>, "prefetch">) {
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
      {...rest}
    />
  );
}
