import type { z } from "zod";
import { choice, filledText, flag, group } from "@/lib/flows/fields/field-schemas";

const options = {
  name: filledText("Name").optional(),
  isActive: flag("Active").optional(),
};

/** What may be told about the copy of a call flow; everything else is the source's. */
export const duplicateCallFlowSchema = group("A duplicate", {
  ...options,
  direction: choice("Direction", ["outbound", "bidirectional"]).optional(),
});

/** What may be told about the copy of a message flow; everything else is the source's. */
export const duplicateMessageFlowSchema = group("A duplicate", {
  ...options,
  direction: choice("Direction", ["inbound", "outbound", "bidirectional"]).optional(),
});

/** How a copy is to differ from its source. Without a name it gets the source's with "(copy)" behind it. */
export type CopyOptions = z.output<typeof duplicateMessageFlowSchema>;
