import { z } from "zod";
import { signedInRoute } from "@/lib/bff/route";
import { changeUser } from "@/lib/identity/change-user";
import { PERSON_NAME } from "@/lib/identity/rules";
import { meAnswer, userChangeAnswer } from "@/lib/openapi/answers/portal-answers";
import { textSchema } from "@/lib/text/text-schema";

export const GET = signedInRoute({
  operationId: "readCaller",
  summary: "Read the signed-in person and their workspaces",
  tag: "sessions",
  action: null,
  answer: { description: "The caller.", schema: meAnswer },
  handle: async ({ caller }) => {
    const { id, name, email, isOwner } = caller.user;
    const bindings = caller.workspaces.map((workspace) => ({
      workspaceId: workspace.id,
      slug: workspace.slug,
      name: workspace.name,
      role: workspace.role,
    }));
    return { body: { user: { id, name, email, owner: isOwner }, bindings } };
  },
});

export const PATCH = signedInRoute({
  operationId: "changeCaller",
  summary: "Change the caller's own name",
  tag: "sessions",
  action: "user.update",
  body: z.strictObject({ name: textSchema(PERSON_NAME) }),
  answer: { description: "The change that was made.", schema: userChangeAnswer },
  handle: async ({ caller, body, requester }) => {
    const { id } = caller.user;
    await changeUser(id, body, requester);
    return { body: { id, ...body } };
  },
});
