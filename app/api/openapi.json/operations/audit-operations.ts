import * as portalEvent from "@/app/api/audit-events/[id]/route";
import * as portalExport from "@/app/api/audit-events/export/route";
import * as portalEvents from "@/app/api/audit-events/route";
import * as portalVerify from "@/app/api/audit-events/verify/route";
import * as workspaceEvent from "@/app/api/workspaces/[ws]/audit-events/[id]/route";
import * as workspaceExport from "@/app/api/workspaces/[ws]/audit-events/export/route";
import * as workspaceEvents from "@/app/api/workspaces/[ws]/audit-events/route";
import * as workspaceVerify from "@/app/api/workspaces/[ws]/audit-events/verify/route";
import type { RouteHandler } from "@/lib/bff/route";
import {
  auditEventAnswer,
  auditEventListAnswer,
  chainReportAnswer,
} from "@/lib/openapi/answers/audit-answers";
import type { Operation } from "@/lib/openapi/operation";

interface ChainHandlers {
  list: RouteHandler;
  read: RouteHandler;
  download: RouteHandler;
  verify: RouteHandler;
}

function chainOperations(path: string, whose: string, handlers: ChainHandlers): Operation[] {
  const shared = { method: "get", tag: "audit" } as const;
  return [
    {
      ...shared,
      path,
      declaration: handlers.list.declaration,
      summary: `List the audit events of ${whose}, newest first`,
      success: { description: "A page of events.", schema: auditEventListAnswer },
    },
    {
      ...shared,
      path: `${path}/{id}`,
      declaration: handlers.read.declaration,
      summary: "Read one event",
      success: { description: "The event.", schema: auditEventAnswer },
    },
    {
      ...shared,
      path: `${path}/export`,
      declaration: handlers.download.declaration,
      summary: `Download the audit events of ${whose}, oldest first. This is an audit event itself`,
      success: {
        description:
          "An NDJSON line is `{sequence, payload, previousHash, hash}`: `payload` is the canonical text, hashes are " +
          "hexadecimal, and `hash` is the SHA-256 of the previous hash's bytes followed by the payload in UTF-8.",
        text: ["application/x-ndjson", "text/csv"],
      },
    },
    {
      ...shared,
      path: `${path}/verify`,
      declaration: handlers.verify.declaration,
      summary: `Check the whole chain of ${whose}`,
      success: { description: "What was found.", schema: chainReportAnswer },
    },
  ];
}

/** The audit log: each workspace's chain, and the portal's own. */
export const auditOperations: Operation[] = [
  ...chainOperations("/api/workspaces/{ws}/audit-events", "a workspace", {
    list: workspaceEvents.GET,
    read: workspaceEvent.GET,
    download: workspaceExport.GET,
    verify: workspaceVerify.GET,
  }),
  ...chainOperations("/api/audit-events", "the portal itself", {
    list: portalEvents.GET,
    read: portalEvent.GET,
    download: portalExport.GET,
    verify: portalVerify.GET,
  }),
];
