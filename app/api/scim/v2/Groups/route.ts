import { directoryRoute } from "@/lib/bff/route";
import { scimMessage } from "@/lib/openapi/answers/directory-answers";
import { addDirectoryGroup, listDirectoryGroups } from "@/lib/providers/directory/directory-groups";
import { resourceQuery, withWanted } from "@/lib/providers/directory/find-resources";

export const GET = directoryRoute({
  operationId: "listDirectoryGroups",
  summary: "List the groups that the directory keeps here",
  action: null,
  query: resourceQuery,
  answer: { description: "One page of a list.", schema: scimMessage },
  handle: async ({ directory, query, base }) => ({ body: await listDirectoryGroups(directory, query, base) }),
});

export const POST = directoryRoute({
  operationId: "addDirectoryGroup",
  summary: "Add a group, with the roles that it gives",
  action: "directory.add_group",
  query: resourceQuery,
  body: scimMessage,
  answer: { status: 201, description: "What was added.", schema: scimMessage, headers: ["Location"] },
  problems: ["conflict", "too_many_requests"],
  handle: async ({ directory, query, body, requester, base }) => {
    const made = await addDirectoryGroup(directory, body, requester, query, base);
    return { body: withWanted(made, query), headers: { Location: `${base}/Groups/${made.id}` } };
  },
});
