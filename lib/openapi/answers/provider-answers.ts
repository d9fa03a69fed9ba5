import { z } from "zod";
import { ROLE_NAMES } from "@/lib/identity/roles";
import type { MappingPreview } from "@/lib/providers/group-roles";
import type { IdentityView } from "@/lib/providers/identities";
import type { OfferedProvider, ProviderView } from "@/lib/providers/list-providers";
import { listOf, textOrNull, time, timeOrNull } from "./answer-parts";

const role = z.enum(ROLE_NAMES);
const person = z.object({ id: z.uuid(), name: z.string(), email: z.string() });

export const providerAnswer: z.ZodType<ProviderView> = z.object({
  id: z.uuid(),
  name: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  secretHint: z.string().describe("The end of the client secret. The secret itself is never readable."),
  scopes: z.string(),
  groupsClaim: textOrNull.describe("The claim that has a person's groups; null: groups mean nothing."),
  directoryGroups: z
    .boolean()
    .describe("Whether the directory says who is in which group, and not the claim."),
  joining: z.boolean().describe("Whether people who are not here yet join by signing in, without any role."),
  asksForTwoFactors: z
    .boolean()
    .describe(
      "Whether each sign-in there counts as two factors. Otherwise only one of which it says so (`amr`).",
    ),
  enabled: z.boolean(),
  createdAt: time,
  domains: z.array(
    z.object({
      domain: z.string(),
      state: z.enum(["waiting", "proven", "absent"]),
      record: z
        .object({ name: z.string(), value: z.string() })
        .describe("The DNS record (TXT) that proves it."),
      provenAt: timeOrNull,
      checkedAt: timeOrNull,
      enforced: z.boolean().describe("Whether its people may sign in by this provider alone."),
    }),
  ),
  breakGlass: z.array(person).describe("Owners who may go on to use a password."),
  groupRoles: z.array(
    z.object({ group: z.string(), workspaceId: z.uuid(), workspaceName: z.string(), role }),
  ),
  people: z.int().describe("How many people have signed in by it."),
  directory: z
    .object({
      connectedAt: time,
      tokenHint: z.string().describe("The end of its token. The token itself is never readable."),
      tokenMadeAt: time,
      lastUsedAt: timeOrNull,
      users: z.int(),
      groups: z.int(),
    })
    .nullable()
    .describe("The directory that keeps people and groups up to date; null: none is connected."),
});

export const providerListAnswer = listOf(providerAnswer);

const offered: z.ZodType<OfferedProvider> = z.object({ id: z.uuid(), name: z.string() });
export const offeredListAnswer = listOf(offered);

export const domainCheckAnswer = z.object({ domain: z.string(), proven: z.boolean() });

const workspace = z.object({ id: z.uuid(), slug: z.string(), name: z.string() });

export const mappingPreviewAnswer: z.ZodType<MappingPreview> = z.object({
  items: z.array(z.object({ user: person, workspace, before: role.nullable(), after: role.nullable() })),
  people: z.int().describe("How many people are known by whose groups this was worked out."),
  groups: z.array(z.string()).describe("The groups that were seen among them."),
});

const identity: z.ZodType<IdentityView> = z.object({
  provider: z.object({ id: z.uuid(), name: z.string() }),
  identity: z.object({ email: textOrNull, linkedAt: time, usedAt: time }).nullable(),
});
export const identityListAnswer = listOf(identity);

export const begunAnswer = z.object({ url: z.string().describe("Where the browser has to go now.") });
