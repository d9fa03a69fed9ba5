import type { z } from "zod";
import { choice, filledText, flag, group } from "@/lib/flows/fields/field-schemas";

const options = {
  name: filledText("Name").optional(),
  isActive: flag("Active").optional(),
};

/** The options of a call flow's copy; every other field is the source's. */
export const duplicateCallFlowSchema = group("A duplicate", {
  ...options,
  direction: choice("Direction", ["outbound", "bidirectional"]).optional(),
});

/** The options of a message flow's copy; every other field is the source's. */
export const duplicateMessageFlowSchema = group("A duplicate", {
  ...options,
  direction: choice("Direction", ["inbound", "outbound", "bidirectional"]).optional(),
});

/** The options of either kind's copy. Without a name, the copy gets the source's name with "(copy)" at its end. */
export type CopyOptions = z.output<typeof duplicateMessageFlowSchema>;
