import "server-only";
import type { z } from "zod";
import { PORTAL_CHAIN } from "@/lib/audit/event";
import type { Permission } from "@/lib/identity/permissions";
import type { Reply } from "./respond";
import { ownerRoute, type RouteHandler, type SignedInContext, workspaceRoute } from "./route";
import type { Trying } from "./what-was-tried";

/** Whose log a request is about. */
interface AuditLogOf {
  /** A workspace's id, or "portal". */
  chain: string;
  workspaceId: string | null;
  /** What people call it. */
  name: string;
  /** Where it is under `/api`. */
  path: string;
  /** Whether the caller may see events about flows only. */
  flowEventsOnly: boolean;
}

interface AuditDeclaration<Query, Body> extends Trying<Body> {
  query?: z.ZodType<Query>;
  handle: (context: SignedInContext<Query, Body> & AuditLogOf) => Promise<Reply>;
}

/** A handler for every workspace's log, and its twin for the portal's own. */
export interface OnBothChains {
  /** Below `/api/workspaces/{ws}`. */
  workspace: RouteHandler;
  /** Below `/api`, for owners. */
  portal: RouteHandler;
}

/** One declaration for both kinds of log: they differ only in who may, and whose they are. */
export function onBothChains<Query = undefined, Body = undefined>(
  permission: Permission,
  { handle, ...rest }: AuditDeclaration<Query, Body>,
): OnBothChains {
  return {
    workspace: workspaceRoute<Query, Body>(permission, {
      ...rest,
      handle: async (context) => {
        const { id, slug, name } = context.workspace;
        const flowEventsOnly = !context.may("audit.read_all");
        return await handle({
          ...context,
          chain: id,
          workspaceId: id,
          name,
          path: `/api/workspaces/${slug}`,
          flowEventsOnly,
        });
      },
    }),
    portal: ownerRoute<Query, Body>({
      ...rest,
      handle: async (context) =>
        await handle({
          ...context,
          chain: PORTAL_CHAIN,
          workspaceId: null,
          name: "Portal",
          path: "/api",
          flowEventsOnly: false,
        }),
    }),
  };
}
