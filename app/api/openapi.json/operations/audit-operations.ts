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

const EXPORT = `An NDJSON line of an event is \`{sequence, payload, previousHash, hash}\`: \`payload\` is the canonical text,
hashes are hexadecimal, and \`hash\` is the SHA-256 of the previous hash's bytes followed by the payload in UTF-8.

With \`proof\`, a line \`{"export": {version, chain, name, filter, complete, start, checkpoint, publicKey, consistency}}\`
comes first and a line \`{"end": {events, statement}}\` last. Where filters leave something out (\`complete\` is false), a
line of an event also holds \`inclusion\`: the hashes from its leaf up to the root of the checkpoint's tree (RFC 9162).
With \`format=proof\` there are only the first line, \`{sequence, inclusion}\` where something was left out, and the last.

What each field means, and how signatures are made, stands in docs/audit-log.md.

\`not_found\`: there is no checkpoint of \`size\` or \`since\` events. \`conflict\`: the log is not the continuation of what
was signed before, so nothing can be proven; or retention removed all that the checkpoint of \`size\` covers.`;

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
      problems: ["conflict"],
    },
    {
      ...shared,
      path: `${path}/{id}`,
      declaration: handlers.read.declaration,
      summary: "Read one event",
      success: { description: "The event.", schema: auditEventAnswer },
      problems: ["conflict"],
    },
    {
      ...shared,
      path: `${path}/export`,
      declaration: handlers.download.declaration,
      summary: `Download the audit events of ${whose}, oldest first. This is an audit event itself`,
      success: {
        description: EXPORT,
        text: ["application/x-ndjson", "text/csv"],
        headers: ["X-Audit-Checkpoint-Size"],
      },
      problems: ["not_found", "conflict"],
    },
    {
      ...shared,
      path: `${path}/verify`,
      declaration: handlers.verify.declaration,
      summary: `Check the whole chain of ${whose}`,
      success: {
        description:
          "What was found. With `progress`, lines of JSON: `{checked, of}` now and then, and at last the same report.",
        schema: chainReportAnswer,
        text: ["application/x-ndjson"],
      },
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
