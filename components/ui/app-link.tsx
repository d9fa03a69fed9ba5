import Link from "next/link";
import type { ComponentProps } from "react";

/**
 * A link inside the portal. No page is fetched before its link is followed: a page may send requests to the upstream,
 * whose budget is 60 a minute. A list of flows that fetched every linked page would use that up by being shown.
 */
export function AppLink(props: Omit<ComponentProps<typeof Link>, "prefetch">) {
  return <Link prefetch={false} {...props} />;
}
