import { z } from "zod";
import { uuidParameter } from "@/lib/bff/path-parameters";
import { ownerRoute } from "@/lib/bff/route";
import { changeUser } from "@/lib/identity/change-user";
import { PERSON_NAME } from "@/lib/identity/rules";
import { Problem } from "@/lib/problems/problem";
import { textSchema } from "@/lib/text/text-schema";

const change = z
  .strictObject({
    name: textSchema(PERSON_NAME).optional(),
    disabled: z.boolean().optional(),
    owner: z.boolean().optional(),
  })
  .refine((body) => Object.values(body).some((value) => value !== undefined), "Nothing to change");

/** Renames, disables or enables a person, or changes whether they are an owner. */
export const PATCH = ownerRoute({
  action: "user.update",
  tried: ({ disabled, owner }) => ({
    action: disabled === undefined ? "user.update" : disabled ? "user.disable" : "user.enable",
    ...(owner === undefined ? {} : { wish: { owner } }),
  }),
  body: change,
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
