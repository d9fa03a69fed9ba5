import { z } from "zod";
import type { TokenView } from "@/lib/identity/api-tokens";
import { ROLE_NAMES } from "@/lib/identity/roles";
import { listOf, time, timeOrNull } from "./answer-parts";

const role = z.enum(ROLE_NAMES);

const token = z.object({
  id: z.uuid(),
  name: z.string(),
  hint: z.string().describe("The token's last four characters. The token itself is never readable."),
  role: role.describe("What it may do at most."),
  workspaces: z
    .array(z.object({ slug: z.string(), name: z.string(), role: z.string() }))
    .describe("Those in which it counts now, with the role that it and its person have in common."),
  createdAt: time,
  expiresAt: time,
  expired: z.boolean(),
  lastUsedAt: timeOrNull,
}) satisfies z.ZodType<TokenView>;

export const tokenListAnswer = listOf(token);
export const tokenMadeAnswer = z.object({
  id: z.uuid(),
  token: z.string().describe("The token, this once: send it as `Authorization: Bearer swb_…`."),
});
