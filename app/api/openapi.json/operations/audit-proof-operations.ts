import * as portalCheckpoints from "@/app/api/audit-checkpoints/route";
import * as portalProof from "@/app/api/audit-events/[id]/proof/route";
import * as key from "@/app/api/audit-keys/[id]/route";
import * as keys from "@/app/api/audit-keys/route";
import * as workspaceCheckpoints from "@/app/api/workspaces/[ws]/audit-checkpoints/route";
import * as workspaceProof from "@/app/api/workspaces/[ws]/audit-events/[id]/proof/route";
import * as settings from "@/app/api/workspaces/[ws]/audit-settings/route";
import type { RouteHandler } from "@/lib/bff/route";
import {
  auditSettingsAnswer,
  checkpointListAnswer,
  eventProofAnswer,
  signingKeyAnswer,
  signingKeyListAnswer,
} from "@/lib/openapi/answers/audit-answers";
import type { Operation } from "@/lib/openapi/operation";

function chainOperations(path: string, checkpoints: RouteHandler, proof: RouteHandler): Operation[] {
  return [
    {
      method: "get",
      tag: "audit",
      path: `${path}/audit-checkpoints`,
      declaration: checkpoints.declaration,
      summary: "List the signed checkpoints of a log, newest first",
      success: { description: "A page of checkpoints.", schema: checkpointListAnswer },
    },
    {
      method: "get",
      tag: "audit",
      path: `${path}/audit-events/{id}/proof`,
      declaration: proof.declaration,
      summary: "Prove that one event is part of the signed log",
      success: { description: "The proof.", schema: eventProofAnswer },
      problems: ["conflict"],
    },
  ];
}

/** What the audit log is proven by, and for how long it is kept. */
export const auditProofOperations: Operation[] = [
  ...chainOperations("/api/workspaces/{ws}", workspaceCheckpoints.GET, workspaceProof.GET),
  ...chainOperations("/api", portalCheckpoints.GET, portalProof.GET),
  {
    method: "get",
    tag: "audit",
    path: "/api/audit-keys",
    declaration: keys.GET.declaration,
    summary: "List the public keys that checkpoints are, or were, signed with",
    success: { description: "The keys, newest first.", schema: signingKeyListAnswer },
  },
  {
    method: "post",
    tag: "audit",
    path: "/api/audit-keys",
    declaration: keys.POST.declaration,
    summary: "Make a new signing key; what the old one signed stays valid",
    success: { status: 201, description: "The new key.", schema: signingKeyAnswer },
  },
  {
    method: "get",
    tag: "audit",
    path: "/api/audit-keys/{id}",
    declaration: key.GET.declaration,
    summary: "Download a public key, or all of them (`all`), as the verifier takes them",
    success: { description: "PEM.", text: ["application/x-pem-file"] },
  },
  {
    method: "get",
    tag: "audit",
    path: "/api/workspaces/{ws}/audit-settings",
    declaration: settings.GET.declaration,
    summary: "Read for how long a workspace keeps its audit events",
    success: { description: "The settings.", schema: auditSettingsAnswer },
  },
  {
    method: "put",
    tag: "audit",
    path: "/api/workspaces/{ws}/audit-settings",
    declaration: settings.PUT.declaration,
    summary: "Set for how long a workspace keeps its audit events",
    success: { description: "The settings.", schema: auditSettingsAnswer },
  },
];
