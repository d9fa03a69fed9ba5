import { z } from "zod";
import { callerRoute, signedInRoute } from "@/lib/bff/route";
import { changeUser } from "@/lib/identity/change-user";
import { PERSON_NAME } from "@/lib/identity/rules";
import { meAnswer, userChangeAnswer } from "@/lib/openapi/answers/portal-answers";
import { textSchema } from "@/lib/text/text-schema";
import { isTimeZone } from "@/lib/time/time-zones";

export const GET = callerRoute({
  operationId: "readCaller",
  summary: "Read the caller: the person, the workspaces, and the token where one was used",
  tag: "sessions",
  action: null,
  beforeFactor: true,
  answer: { description: "The caller.", schema: meAnswer },
  handle: async ({ caller }) => {
    const { id, name, email, isOwner, timeZone } = caller.user;
    const { token } = caller;
    const bindings = caller.workspaces.map((workspace) => ({
      workspaceId: workspace.id,
      slug: workspace.slug,
      name: workspace.name,
      role: workspace.role,
    }));
    return {
      body: {
        user: { id, name, email, owner: isOwner, timeZone },
        token: token && { id: token.id, name: token.name, expiresAt: token.expiresAt.toISOString() },
        bindings,
      },
    };
  },
});

const LONGEST_ZONE = 64;

const ownChange = z
  .strictObject({
    name: textSchema(PERSON_NAME).optional(),
    timeZone: z
      .string()
      .max(LONGEST_ZONE)
      .refine(isTimeZone, "must be a name of the IANA database, such as Europe/Berlin, or null")
      .nullable()
      .optional(),
  })
  .refine((change) => Object.values(change).some((given) => given !== undefined), "Nothing to change");

export const PATCH = signedInRoute({
  operationId: "changeCaller",
  summary: "Change the caller's own name, or the zone in which they read times",
  tag: "sessions",
  action: "user.update",
  body: ownChange,
  answer: { description: "The change that was made.", schema: userChangeAnswer },
  handle: async ({ caller, body, requester }) => {
    const { id } = caller.user;
    await changeUser(id, body, requester);
    return { body: { id, ...body } };
  },
});
