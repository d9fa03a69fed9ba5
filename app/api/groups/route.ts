import { z } from "zod";
import { groupFields } from "@/app/api/_shared/group-body";
import { pageOf, pageQuery } from "@/lib/bff/query";
import { ownerRoute } from "@/lib/bff/route";
import { addGroup } from "@/lib/identity/groups/change-group";
import { findGroup, listGroups } from "@/lib/identity/groups/read-groups";
import { groupAnswer, groupListAnswer } from "@/lib/openapi/answers/access-answers";

export const GET = ownerRoute({
  operationId: "listGroups",
  summary: "List the groups of workspaces, with the people who have a role in all of a group",
  tag: "people",
  action: null,
  query: z.strictObject(pageQuery),
  answer: { description: "Groups, by name.", schema: groupListAnswer },
  handle: async ({ query }) => ({ body: pageOf(await listGroups(), query) }),
});

export const POST = ownerRoute({
  operationId: "addGroup",
  summary: "Make a group of workspaces. Its people have their role in each of them at once",
  tag: "people",
  action: "group.create",
  fresh: true,
  body: z.strictObject({
    name: groupFields.name,
    workspaces: groupFields.workspaces.default([]),
    members: groupFields.members.default([]),
  }),
  answer: { status: 201, description: "The new group.", schema: groupAnswer, headers: ["Location"] },
  problems: ["conflict"],
  handle: async ({ body, requester }) => {
    const id = await addGroup(body, requester);
    return { headers: { Location: `/api/groups/${id}` }, body: await findGroup(id) };
  },
});
