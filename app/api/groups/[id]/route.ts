import { z } from "zod";
import { groupChange } from "@/app/api/_shared/group-body";
import { uuidParameter } from "@/lib/bff/query";
import { ownerRoute } from "@/lib/bff/route";
import { changeGroup, removeGroup } from "@/lib/identity/groups/change-group";
import { findGroup } from "@/lib/identity/groups/read-groups";
import { groupAnswer } from "@/lib/openapi/answers/access-answers";

const change = z
  .strictObject({ ...groupChange, version: z.int().optional() })
  .refine(
    ({ version: _, ...parts }) => Object.values(parts).some((part) => part !== undefined),
    "Nothing to change",
  );

export const PATCH = ownerRoute({
  operationId: "changeGroup",
  summary: "Rename a group of workspaces, or replace its workspaces or its people",
  tag: "people",
  action: "group.update",
  fresh: true,
  body: change,
  answer: { description: "The group as it is now.", schema: groupAnswer },
  problems: ["conflict"],
  handle: async ({ params, body: { version, ...parts }, requester }) => {
    const id = uuidParameter(params, "id");
    await changeGroup(id, parts, version, requester);
    return { body: await findGroup(id) };
  },
});

export const DELETE = ownerRoute({
  operationId: "removeGroup",
  summary: "Remove a group of workspaces, and take back the roles that it gave",
  tag: "people",
  action: "group.remove",
  fresh: true,
  answer: { status: 204, description: "The group is gone." },
  problems: ["conflict"],
  handle: async ({ params, requester }) => {
    await removeGroup(uuidParameter(params, "id"), requester);
    return {};
  },
});
