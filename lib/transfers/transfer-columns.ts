import "server-only";
import { z } from "zod";
import { jsonColumn } from "@/lib/db/json-column";
import { BLOCKED_CODES } from "@/lib/flows/transfer/blocked";
import { byHandSchema } from "@/lib/flows/transfer/by-hand";

/** The codec of the column that has what is to be done by hand. */
export const byHandColumn = jsonColumn("TransferTask.byHand", byHandSchema);

const noted = z.array(z.object({ path: z.string(), why: z.string() }));

/** What a receipt says of an item beside what became of it. */
export const itemDetail = jsonColumn(
  "TransferItem.detail",
  z.object({
    /** The paths of what was to change. */
    changed: z.array(z.string()),
    /** What did not travel. */
    left: noted,
    /** What kept it from being sent; empty for an item that was. */
    blocked: z.array(
      // A receipt may be older than codes.
      z.object({
        code: z.enum(BLOCKED_CODES).nullable().default(null),
        path: z.string(),
        message: z.string(),
      }),
    ),
    /** Why nothing was planned; null where something was. */
    why: z.string().nullable(),
  }),
);
