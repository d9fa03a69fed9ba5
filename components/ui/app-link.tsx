import Link from "next/link";
import type { ComponentProps } from "react";

/**
 * A link inside the portal. Nothing is fetched before it is followed: a page may ask the upstream, whose budget is 60
 * requests a minute, and a list of flows that fetched every page it links to would use that up by being looked at.
 */
export function AppLink(props: Omit<ComponentProps<typeof Link>, "prefetch">) {
  return <Link prefetch={false} {...props} />;
}
