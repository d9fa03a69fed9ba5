import { z } from "zod";
import type { SavedView } from "@/lib/views/saved-views";
import { listOf, textOrNull, time } from "./answer-parts";

export const savedViewAnswer: z.ZodType<SavedView> = z.object({
  id: z.uuid(),
  name: z.string(),
  query: z.string().describe("The filters, as in the address of the page."),
  createdAt: time,
  shared: z.boolean().describe("Whether everybody sees it who sees the list."),
  by: textOrNull.describe("Who shares it; null for one's own."),
});

export const savedViewListAnswer = listOf(savedViewAnswer);
