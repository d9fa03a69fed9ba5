import "server-only";
import { z } from "zod";
import { ROLE_NAMES } from "@/lib/identity/roles";
import { withAsciiHost } from "@/lib/text/http-address";
import { textSchema } from "@/lib/text/text-schema";
import {
  CLIENT_ID,
  CLIENT_SECRET,
  domainFault,
  GROUP_NAME,
  GROUPS_CLAIM,
  ISSUER,
  issuerFault,
  normaliseDomain,
  PROVIDER_NAME,
  SCOPES,
  USUAL_SCOPES,
} from "./rules";

const MOST_DOMAINS = 50;
const MOST_GROUP_ROLES = 500;
const MOST_EXCEPTIONS = 20;

/** Refuses a text for the reason that a rule finds. */
function refuseBy(fault: (text: string) => string | null) {
  return (text: string, context: z.RefinementCtx) => {
    const message = fault(text);
    if (message !== null) context.addIssue({ code: "custom", message });
  };
}

const domain = z.string().max(260).overwrite(normaliseDomain).superRefine(refuseBy(domainFault));
const domains = z
  .array(domain)
  .max(MOST_DOMAINS, `may be at most ${MOST_DOMAINS}`)
  .transform((all) => [...new Set(all)]);
const claim = textSchema(GROUPS_CLAIM).nullable();

/** `POST /api/sign-in-providers` */
export const newProviderSchema = z.strictObject({
  name: textSchema(PROVIDER_NAME),
  issuer: textSchema(ISSUER).overwrite(withAsciiHost).superRefine(refuseBy(issuerFault)),
  clientId: textSchema(CLIENT_ID),
  clientSecret: textSchema(CLIENT_SECRET),
  scopes: textSchema(SCOPES).default(USUAL_SCOPES),
  groupsClaim: claim.default(null),
  domains: domains.default([]),
});

const groupRole = z.strictObject({
  group: textSchema(GROUP_NAME),
  workspaceId: z.uuid("must be a workspace's id"),
  role: z.enum(ROLE_NAMES, `must be one of ${ROLE_NAMES.join(", ")}`),
});

/** A mapping of groups to roles. One group has one role in a workspace. */
const groupRoles = z
  .array(groupRole)
  .max(MOST_GROUP_ROLES, `may be at most ${MOST_GROUP_ROLES}`)
  .superRefine((rows, context) => {
    const seen = new Set<string>();
    for (const [place, { group, workspaceId }] of rows.entries()) {
      const name = `${workspaceId}\n${group}`;
      if (seen.has(name))
        context.addIssue({
          code: "custom",
          path: [place, "group"],
          message: "has a role in this workspace already",
        });
      seen.add(name);
    }
  });

/** `PATCH /api/sign-in-providers/{id}`. The issuer is fixed: people are known by it. */
export const providerChangeSchema = z
  .strictObject({
    name: textSchema(PROVIDER_NAME).optional(),
    clientId: textSchema(CLIENT_ID).optional(),
    clientSecret: textSchema(CLIENT_SECRET).optional(),
    scopes: textSchema(SCOPES).optional(),
    groupsClaim: claim.optional(),
    directoryGroups: z
      .boolean()
      .optional()
      .describe("Whether the connected directory says who is in which group, and not the claim."),
    joining: z.boolean().optional(),
    asksForTwoFactors: z.boolean().optional(),
    enabled: z.boolean().optional(),
    domains: domains.optional(),
    enforced: domains.optional().describe("The domains whose people may sign in by this provider alone."),
    breakGlass: z
      .array(z.uuid("must be a person's id"))
      .max(MOST_EXCEPTIONS, `may be at most ${MOST_EXCEPTIONS}`)
      .optional()
      .describe("Owners who may go on to use a password, for the day when the provider fails."),
    groupRoles: groupRoles.optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), "Nothing to change");

/** `POST /api/sign-in-providers/{id}/preview` */
export const mappingPreviewSchema = z.strictObject({
  groupRoles,
  directoryGroups: z
    .boolean()
    .optional()
    .describe("Whose groups count: those of the directory, or those of sign-ins. Default: as it is now."),
});

export type NewProvider = z.output<typeof newProviderSchema>;
export type ProviderChange = z.output<typeof providerChangeSchema>;
