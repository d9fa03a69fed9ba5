import "server-only";
import { z } from "zod";
import { ROLE_NAMES } from "@/lib/identity/roles";
import { GROUP_NAME } from "@/lib/identity/rules";
import { textSchema } from "@/lib/text/text-schema";

const member = z.strictObject({ userId: z.uuid("must be a person's id"), role: z.enum(ROLE_NAMES) });

/** What a body says of a group of workspaces. A list is the whole list: who is not in it is not in the group. */
export const groupFields = {
  name: textSchema(GROUP_NAME),
  workspaces: z
    .array(z.string().max(100))
    .max(1_000, "may name at most 1,000 workspaces")
    .describe("By slug."),
  members: z.array(member).max(2_000, "may name at most 2,000 people"),
};

/** The parts of a group that a change may name. */
export const groupChange = {
  name: groupFields.name.optional(),
  workspaces: groupFields.workspaces.optional(),
  members: groupFields.members.optional(),
};
