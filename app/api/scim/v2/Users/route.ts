import { directoryRoute } from "@/lib/bff/route";
import { scimMessage } from "@/lib/openapi/answers/directory-answers";
import { addDirectoryUser, listDirectoryUsers } from "@/lib/providers/directory/directory-users";
import { resourceQuery, withWanted } from "@/lib/providers/directory/find-resources";

export const GET = directoryRoute({
  operationId: "listDirectoryUsers",
  summary: "List the people that the directory keeps here",
  action: null,
  query: resourceQuery,
  answer: { description: "One page of a list.", schema: scimMessage },
  handle: async ({ directory, query, base }) => ({ body: await listDirectoryUsers(directory, query, base) }),
});

export const POST = directoryRoute({
  operationId: "addDirectoryUser",
  summary: "Add a person: their account is that of their address, or a new one",
  action: "directory.add_user",
  query: resourceQuery,
  body: scimMessage,
  answer: { status: 201, description: "What was added.", schema: scimMessage, headers: ["Location"] },
  problems: ["conflict", "too_many_requests"],
  handle: async ({ directory, query, body, requester, base }) => {
    const made = await addDirectoryUser(directory, body, requester, base);
    return { body: withWanted(made, query), headers: { Location: `${base}/Users/${made.id}` } };
  },
});
