import "server-only";
import { z } from "zod";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { FLOW_KINDS, type FlowKind } from "@/lib/flows/model/flow";
import { CREATE_SCHEMAS } from "@/lib/flows/requests/create-schemas";
import { UPDATE_SCHEMAS } from "@/lib/flows/requests/update-schemas";
import { flowMapSchema } from "@/lib/flows/transfer/flow-map";
import { parseExactly, stringifyExactly } from "@/lib/json/exact-numbers";
import { seal, transferItemBinding, unseal, VaultError } from "@/lib/vault/vault";
import type { NewLink } from "./links";
import type { ItemWork } from "./plan-item";

const link: z.ZodType<NewLink> = z.object({
  sourceFlowId: z.string(),
  sourceRevision: z.int(),
  map: flowMapSchema,
  kept: z.array(z.string()),
  undone: z.array(z.string()),
});

/** By the rules of today: what they refuse is not sent. */
const sealedItem = (kind: FlowKind) =>
  z.object({
    work: z.discriminatedUnion("verb", [
      z.object({
        verb: z.literal("create"),
        body: CREATE_SCHEMAS[kind],
        later: UPDATE_SCHEMAS[kind].nullable(),
      }),
      z.object({ verb: z.literal("update"), patch: UPDATE_SCHEMAS[kind] }),
    ]),
    link,
  });

/** What an item sends, and what its link will be. */
export interface SealedItem {
  sourceWorkspaceId: string;
  work: ItemWork;
  link: NewLink;
}

/** Seals what an item sends: it may hold values of headers. */
export function sealItemWork(itemId: string, item: { work: ItemWork; link: NewLink }): string {
  return seal(stringifyExactly(item), transferItemBinding(itemId));
}

const itemRow = z.object({
  id: z.string(),
  kind: z.enum(FLOW_KINDS),
  sourceWorkspaceId: z.string(),
  sealedWork: z.string().nullable(),
});

/** Opens what an item of a transfer sends; null where its key has left the keyring, or it was removed. */
export async function openItemWork(transferId: string, place: number): Promise<SealedItem | null> {
  const [row] = await queryRows(prepared(), "what a transfer sends", itemRow)`
    SELECT "id"::text, "kind", "sourceWorkspaceId"::text, "sealedWork" FROM "TransferItem"
    WHERE "transferId" = ${transferId}::uuid AND "place" = ${place}::int`;
  if (!row || row.sealedWork === null) return null;
  try {
    const text = unseal(row.sealedWork, transferItemBinding(row.id));
    const { sourceWorkspaceId, kind } = row;
    return { sourceWorkspaceId, ...sealedItem(kind).parse(parseExactly(text)) };
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}
