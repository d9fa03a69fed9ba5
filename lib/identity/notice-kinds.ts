import { z } from "zod";

const maker = z.object({ by: z.string().nullable() });
const factor = z.object({ passkey: z.string().nullable() });

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
  /** A link was used that had been sent to this person's address. */
  z.object({ kind: z.literal("password_reset"), detail: z.object({}) }),
  /** Somebody on the server made a link for an owner who can't sign in. */
  z.object({ kind: z.literal("rescue_link"), detail: z.object({}) }),
  /** The person changed the password on the page of their account, or somebody in their session did. */
  z.object({ kind: z.literal("password_changed"), detail: z.object({}) }),
  /** Somebody signed in with a password that the portal generated, which stops working soon. */
  z.object({ kind: z.literal("generated_password"), detail: z.object({}) }),
  /** A second factor was set up, or removed: a passkey of this name, or the authenticator app (null). */
  z.object({ kind: z.literal("factor_added"), detail: factor }),
  z.object({ kind: z.literal("factor_removed"), detail: factor }),
  /** A recovery code was used; so many are left. */
  z.object({ kind: z.literal("recovery_code_used"), detail: z.object({ left: z.int() }) }),
  /** An owner (`by`; null: somebody on the server) removed all second factors. */
  z.object({ kind: z.literal("factors_reset"), detail: maker }),
  /** An owner revoked one of the person's tokens. */
  z.object({ kind: z.literal("token_revoked"), detail: z.object({ by: z.string(), token: z.string() }) }),
  /** The account can be signed in to by an identity provider (`by`) from now on. */
  z.object({ kind: z.literal("identity_linked"), detail: z.object({ by: z.string() }) }),
  /** The directory of an identity provider (`by`) changed the address of the account. */
  z.object({ kind: z.literal("address_changed"), detail: z.object({ by: z.string() }) }),
  /** For owners: one of them (`by`) used a password that is kept for the day when an identity provider fails. */
  z.object({
    kind: z.literal("break_glass"),
    detail: z.object({ by: z.string(), ip: z.string().nullable() }),
  }),
]);

export type NoticeFacts = z.output<typeof noticeSchema>;

/** The ways on which people learn of each kind: on the pages of the portal until they have read it, and by mail. */
export const NOTICE_WAYS = {
  new_device: { page: "quietly", mail: true },
  // The mail that brings the link says it.
  password_link: { page: "everywhere", mail: false },
  password_by_link: { page: "everywhere", mail: true },
  password_reset: { page: "everywhere", mail: true },
  rescue_link: { page: "everywhere", mail: true },
  generated_password: { page: "quietly", mail: false },
  factor_added: { page: "quietly", mail: true },
  factor_removed: { page: "quietly", mail: true },
  recovery_code_used: { page: "quietly", mail: true },
  factors_reset: { page: "everywhere", mail: true },
  token_revoked: { page: "quietly", mail: true },
  identity_linked: { page: "quietly", mail: true },
  address_changed: { page: "everywhere", mail: true },
  break_glass: { page: "everywhere", mail: true },
  // Whoever did it has just seen it on the page.
  password_changed: { page: null, mail: true },
} as const satisfies Record<NoticeFacts["kind"], { page: "everywhere" | "quietly" | null; mail: boolean }>;

type KindByMail = {
  [Kind in NoticeFacts["kind"]]: (typeof NOTICE_WAYS)[Kind]["mail"] extends true ? Kind : never;
}[NoticeFacts["kind"]];

/** Whether something is only shown where it is in nobody's way: it is mostly the person's own doing, or lets nobody in. */
export function isQuiet({ kind }: Pick<NoticeFacts, "kind">): boolean {
  return NOTICE_WAYS[kind].page === "quietly";
}

/** Whether people learn of something by mail, too. */
export function isByMail(facts: NoticeFacts): facts is Extract<NoticeFacts, { kind: KindByMail }> {
  return NOTICE_WAYS[facts.kind].mail;
}

export type Notice = NoticeFacts & { id: string; at: string };
