import { directoryRoute } from "@/lib/bff/route";
import { scimMessage } from "@/lib/openapi/answers/directory-answers";
import {
  patchDirectoryUser,
  readDirectoryUser,
  removeDirectoryUser,
  replaceDirectoryUser,
} from "@/lib/providers/directory/directory-users";
import { resourceQuery, withWanted } from "@/lib/providers/directory/find-resources";

const answer = { description: "The person as it is now.", schema: scimMessage };

export const GET = directoryRoute({
  operationId: "readDirectoryUser",
  summary: "Read a person that the directory keeps here",
  action: null,
  query: resourceQuery,
  answer,
  handle: async ({ directory, params, query, base }) => ({
    body: withWanted(await readDirectoryUser(directory, params.id ?? "", base), query),
  }),
});

export const PUT = directoryRoute({
  operationId: "replaceDirectoryUser",
  summary: "Make a person what the directory says",
  action: "directory.change_user",
  query: resourceQuery,
  body: scimMessage,
  answer,
  problems: ["conflict", "too_many_requests"],
  handle: async ({ directory, params, query, body, requester, base }) => ({
    body: withWanted(await replaceDirectoryUser(directory, params.id ?? "", body, requester, base), query),
  }),
});

export const PATCH = directoryRoute({
  operationId: "patchDirectoryUser",
  summary: "Change parts of a person",
  action: "directory.change_user",
  query: resourceQuery,
  body: scimMessage,
  answer,
  problems: ["conflict", "too_many_requests"],
  handle: async ({ directory, params, query, body, requester, base }) => ({
    body: withWanted(await patchDirectoryUser(directory, params.id ?? "", body, requester, base), query),
  }),
});

export const DELETE = directoryRoute({
  operationId: "removeDirectoryUser",
  summary: "Remove a person: the account is disabled, its sessions and tokens end",
  action: "directory.remove_user",
  answer: { status: 204, description: "The person is removed." },
  problems: ["conflict", "too_many_requests"],
  handle: async ({ directory, params, requester }) => {
    await removeDirectoryUser(directory, params.id ?? "", requester);
    return {};
  },
});
