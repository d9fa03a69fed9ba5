import "server-only";
import { env } from "@/lib/env";

/** The upstreams that a workspace may be registered with. */
export function listUpstreams(): { name: string; url: string }[] {
  return [...env().PORTAL_UPSTREAMS].map(([name, url]) => ({ name, url }));
}
