import { z } from "zod";
import { uuidParameter } from "@/lib/bff/query";
import { ownerRoute } from "@/lib/bff/route";
import { changeUser } from "@/lib/identity/change-user";
import { readPerson } from "@/lib/identity/person-page";
import { PERSON_NAME } from "@/lib/identity/rules";
import { personAnswer, userChangeAnswer } from "@/lib/openapi/answers/portal-answers";
import { Problem } from "@/lib/problems/problem";
import { textSchema } from "@/lib/text/text-schema";

const change = z
  .strictObject({
    name: textSchema(PERSON_NAME).optional(),
    disabled: z.boolean().optional(),
    owner: z.boolean().optional(),
  })
  .refine((body) => Object.values(body).some((value) => value !== undefined), "Nothing to change");

export const GET = ownerRoute({
  operationId: "readUser",
  summary: "Read a person, with their roles over all workspaces and where each comes from",
  tag: "people",
  action: null,
  answer: { description: "The person.", schema: personAnswer },
  handle: async ({ params }) => {
    const person = await readPerson(uuidParameter(params, "id"));
    if (!person) throw new Problem("not_found", "There is no such person");
    return { body: person };
  },
});

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
    if (result === "last_break_glass") {
      throw new Problem(
        "conflict",
        "Nobody else could sign in if an identity provider fails. Name another owner there who keeps a password (Sign-in), then repeat this",
      );
    }
    if (result === "oneself") {
      throw new Problem("conflict", "You can't disable yourself. Ask another owner to do it");
    }
    if (result === "has_left") {
      throw new Problem("conflict", "This person has left: name and address are a pseudonym, for good");
    }
    return { body: { id, ...body } };
  },
});
