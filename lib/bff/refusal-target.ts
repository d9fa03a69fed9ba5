import type { NewAuditEvent } from "@/lib/audit/event";
import { PORTAL_CHAIN } from "@/lib/audit/event";

type Target = NonNullable<NewAuditEvent["target"]>;

/** A path's id as the log keeps it. Whoever asks may write anything there; what can't be an id is left out. */
export function fitId(text: string | undefined): string | null {
  return text && /^[A-Za-z0-9_-]{1,64}$/.test(text) ? text : null;
}

/**
 * What a refused request was about, as the event of a successful one would say it, as far as its path tells.
 * @param workspace the one that the request was in; null outside
 */
export function refusalTarget(
  action: string,
  params: Record<string, string>,
  workspace: { id: string; name: string } | null,
): Target {
  const noun = action.split(".")[0] ?? action;
  const id = fitId(params.id ?? params.userId);
  switch (noun) {
    case "workspace":
    case "api_key":
      return { type: "workspace", id: workspace?.id ?? null, name: workspace?.name ?? null };
    case "binding":
      return { type: "user", id, name: null };
    case "audit":
    case "audit_settings":
      return { type: "audit_log", id: workspace?.id ?? PORTAL_CHAIN, name: null };
    default:
      return { type: noun, id, name: null };
  }
}
