import { z } from "zod";

const maker = z.object({ by: z.string().nullable() });

/** What people are told about their own account, by kind: something that may have been done by somebody else. */
export const noticeSchema = z.discriminatedUnion("kind", [
  z.object({
    /** Somebody signed in with a browser that this person never used before. */
    kind: z.literal("new_device"),
    detail: z.object({ ip: z.string().nullable(), userAgent: z.string().nullable() }),
  }),
  /** An owner (`by`; null: somebody on the server) made a link by which a new password can be set. */
  z.object({ kind: z.literal("password_link"), detail: maker }),
  /** Such a link was used. */
  z.object({ kind: z.literal("password_by_link"), detail: maker }),
]);

export type NoticeFacts = z.output<typeof noticeSchema>;
export type Notice = NoticeFacts & { id: string; at: string };
