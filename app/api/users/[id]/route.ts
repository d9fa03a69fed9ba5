import { z } from "zod";
import { uuidParameter } from "@/lib/bff/query";
import { ownerRoute } from "@/lib/bff/route";
import { changeUser } from "@/lib/identity/change-user";
import { PERSON_NAME } from "@/lib/identity/rules";
import { userChangeAnswer } from "@/lib/openapi/answers/portal-answers";
import { Problem } from "@/lib/problems/problem";
import { textSchema } from "@/lib/text/text-schema";

const change = z
  .strictObject({
    name: textSchema(PERSON_NAME).optional(),
    disabled: z.boolean().optional(),
    owner: z.boolean().optional(),
  })
  .refine((body) => Object.values(body).some((value) => value !== undefined), "Nothing to change");

export const PATCH = ownerRoute({
  operationId: "updateUser",
  summary: "Rename, disable or enable a person, or change whether they are an owner",
  tag: "people",
  action: "user.update",
  fresh: true,
  attempted: ({ disabled, owner }) => ({
    action: disabled === undefined ? "user.update" : disabled ? "user.disable" : "user.enable",
    ...(owner === undefined ? {} : { detail: { owner } }),
  }),
  body: change,
  answer: { description: "The changes that were made.", schema: userChangeAnswer },
  problems: ["conflict"],
  handle: async ({ params, body, requester }) => {
    const id = uuidParameter(params, "id");
    const result = await changeUser(id, body, requester);
    if (result === "not_found") throw new Problem("not_found", "There is no such person");
    if (result === "last_owner") {
      throw new Problem("conflict", "The last owner can't go. Make somebody else an owner first");
    }
    if (result === "oneself") {
      throw new Problem("conflict", "You can't disable yourself. Ask another owner to do it");
    }
    return { body: { id, ...body } };
  },
});
