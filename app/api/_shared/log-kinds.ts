import "server-only";
import type { z } from "zod";
import { PORTAL_CHAIN } from "@/lib/audit/event";
import {
  type CallerContext,
  type Declaration,
  ownerRoute,
  type RouteHandler,
  workspaceRoute,
} from "@/lib/bff/route";
import type { Permission } from "@/lib/identity/roles";

/** The log that a request is about. */
interface RequestedLog {
  /** A workspace's id, or "portal". */
  chain: string;
  workspaceId: string | null;
  /** Its name for people. */
  name: string;
  /** Where it is under `/api`. */
  path: string;
  /** Whether the caller may see events about flows only. */
  flowEventsOnly: boolean;
}

type Schema = z.ZodType | undefined;
type LogDeclaration<Q extends Schema, B extends Schema> = Omit<
  Declaration<CallerContext & RequestedLog, Q, B>,
  "tag"
>;

/** The differences between the routes of the two kinds of log. */
export interface LogKind {
  /** The kind in the names of operations. */
  scope: "Workspace" | "Portal";
  /** The owner of the log, in sentences. */
  whose: string;
  /**
   * Declares one method of one path.
   * @param permission the one that a member needs in the workspace; the portal's own log is for owners
   */
  route: <Q extends Schema = undefined, B extends Schema = undefined>(
    permission: Permission,
    declaration: LogDeclaration<Q, B>,
  ) => RouteHandler;
}

/** Every workspace's log, below `/api/workspaces/{ws}`. */
export const WORKSPACE_LOG: LogKind = {
  scope: "Workspace",
  whose: "a workspace",
  route: <Q extends Schema, B extends Schema>(
    permission: Permission,
    { handle, ...contract }: LogDeclaration<Q, B>,
  ) =>
    workspaceRoute<Q, B>(permission, {
      ...contract,
      tag: "audit",
      handle: async (context) => {
        const { id, slug, name } = context.workspace;
        const flowEventsOnly = !context.may("audit.read_all");
        const path = `/api/workspaces/${slug}`;
        return await handle({ ...context, chain: id, workspaceId: id, name, path, flowEventsOnly });
      },
    }),
};

/** The portal's own log, below `/api`. */
export const PORTAL_LOG: LogKind = {
  scope: "Portal",
  whose: "the portal itself",
  route: <Q extends Schema, B extends Schema>(
    _permission: Permission,
    { handle, ...contract }: LogDeclaration<Q, B>,
  ) => {
    const log = {
      chain: PORTAL_CHAIN,
      workspaceId: null,
      name: "Portal",
      path: "/api",
      flowEventsOnly: false,
    };
    return ownerRoute<Q, B>({
      ...contract,
      tag: "audit",
      handle: async (context) => await handle({ ...context, ...log }),
    });
  },
};
