import { z } from "zod";
import { addTenantTo } from "@/sandbox/state/tenant";
import { parse } from "./parse";
import type { ControlCall } from "./route";

const tenantRequest = z.strictObject({
  key: z.string().min(4),
  workspaceId: z.string().min(1).optional(),
  name: z.string().min(1).optional(),
});

/**
 * `POST /tenants`: a key, its user, and a workspace with one of everything that a flow can refer to. A known key
 * gains the workspace; a known workspace gains the key's user.
 */
export function addTenant({ sandbox, body }: ControlCall) {
  const request = parse(tenantRequest, body);
  const now = sandbox.now();
  return { status: 201, json: sandbox.store.change((state) => addTenantTo(state, request, now)) };
}
