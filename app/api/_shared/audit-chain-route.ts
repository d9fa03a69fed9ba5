import "server-only";
import type { z } from "zod";
import { PORTAL_CHAIN } from "@/lib/audit/event";
import {
  type Declaration,
  ownerRoute,
  type RouteHandler,
  type SignedInContext,
  workspaceRoute,
} from "@/lib/bff/route";
import type { Permission } from "@/lib/identity/roles";

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

interface AuditDeclaration<Q extends Schema, B extends Schema>
  extends Omit<Declaration<SignedInContext & AuditLogOf, Q, B>, "summary"> {
  /** Said of "a workspace", or of "the portal itself". */
  summary?: string | ((whose: string) => string);
}

type Schema = z.ZodType | undefined;

/** A handler for every workspace's log, and its twin for the portal's own. */
export interface OnBothChains {
  /** Below `/api/workspaces/{ws}`. */
  workspace: RouteHandler;
  /** Below `/api`, for owners. */
  portal: RouteHandler;
}

/** One declaration for both kinds of log: they differ only in who may, and whose they are. */
export function onBothChains<Q extends Schema = undefined, B extends Schema = undefined>(
  permission: Permission,
  { handle, summary, ...rest }: AuditDeclaration<Q, B>,
): OnBothChains {
  const said = (whose: string) => {
    const text = typeof summary === "function" ? summary(whose) : summary;
    return text === undefined ? {} : { summary: text };
  };
  return {
    workspace: workspaceRoute<Q, B>(permission, {
      ...rest,
      ...said("a workspace"),
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
    portal: ownerRoute<Q, B>({
      ...rest,
      ...said("the portal itself"),
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
