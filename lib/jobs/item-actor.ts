import "server-only";
import { z } from "zod";
import type { AuditActor } from "@/lib/audit/event";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { can, commonRole, type Permission, ROLE_NAMES } from "@/lib/identity/roles";
import { tokenActor, userActor } from "@/lib/identity/users";
import type { ClaimedItem } from "./claim-items";

const ownerRow = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  isOwner: z.boolean(),
  role: z.enum(ROLE_NAMES),
  tokenId: z.string().nullable(),
  tokenName: z.string().nullable(),
  tokenRole: z.enum(ROLE_NAMES).nullable(),
});

/**
 * Returns who acts, as they are now: whoever started a job may have left the workspace since, or their token may have been revoked.
 * @returns null for somebody who lacks the permission there by now
 */
export async function actorOf(
  { ownerId, tokenId }: Pick<ClaimedItem, "ownerId" | "tokenId">,
  workspaceId: string,
  permission: Permission,
): Promise<(AuditActor & { id: string }) | null> {
  const [row] = await queryRows(prepared(), "the owner of a job", ownerRow)`
    SELECT u."id", u."name", u."email", u."isOwner", b."role", t."id" AS "tokenId", t."name" AS "tokenName", t."role" AS "tokenRole"
    FROM "User" u JOIN "Binding" b ON b."userId" = u."id" AND b."workspaceId" = ${workspaceId}::uuid
    LEFT JOIN "ApiToken" t ON t."id" = ${tokenId}::uuid AND t."userId" = u."id" AND t."revokedAt" IS NULL AND t."expiresAt" > now()
      AND EXISTS (SELECT 1 FROM "ApiTokenWorkspace" w WHERE w."tokenId" = t."id" AND w."workspaceId" = b."workspaceId")
    WHERE u."id" = ${ownerId}::uuid AND u."disabledAt" IS NULL`;
  if (!row || row.tokenId !== tokenId) return null;
  const { tokenName, tokenRole } = row;
  const role = tokenRole === null ? row.role : commonRole(row.role, tokenRole);
  if (role === null || !can(role, permission)) return null;
  const { id } = row;
  return tokenId === null || tokenName === null
    ? { ...userActor(row, role), id }
    : { ...tokenActor(row, { id: tokenId, name: tokenName }, role), id };
}
