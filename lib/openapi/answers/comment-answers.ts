import { z } from "zod";
import type { CommentView, EventComments } from "@/lib/comments/comments";
import { time, timeOrNull } from "./answer-parts";

const person = z.object({ id: z.uuid(), name: z.string() });

export const commentAnswer: z.ZodType<CommentView> = z.object({
  id: z.uuid(),
  eventId: z.guid(),
  author: person,
  at: time,
  editedAt: timeOrNull,
  isOwn: z.boolean().describe("Whether the caller wrote it: nobody else may change or remove it."),
  parts: z.array(z.union([z.object({ text: z.string() }), z.object({ mention: person })])),
  typed: z.string().describe("What one would type for it."),
});

export const eventCommentsAnswer: z.ZodType<EventComments> = z.object({
  items: z.array(commentAnswer),
  people: z.array(
    z.object({ name: z.string(), mention: z.string().describe("What mentions them in a text.") }),
  ),
});
