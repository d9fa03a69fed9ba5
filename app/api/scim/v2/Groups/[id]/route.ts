import { directoryRoute } from "@/lib/bff/route";
import { scimMessage } from "@/lib/openapi/answers/directory-answers";
import {
  patchDirectoryGroup,
  readDirectoryGroup,
  removeDirectoryGroup,
  replaceDirectoryGroup,
} from "@/lib/providers/directory/directory-groups";
import { resourceQuery, withWanted } from "@/lib/providers/directory/find-resources";

const answer = { description: "The group as it is now.", schema: scimMessage };

export const GET = directoryRoute({
  operationId: "readDirectoryGroup",
  summary: "Read a group that the directory keeps here",
  action: null,
  query: resourceQuery,
  answer,
  handle: async ({ directory, params, query, base }) => ({
    body: withWanted(await readDirectoryGroup(directory, params.id ?? "", query, base), query),
  }),
});

export const PUT = directoryRoute({
  operationId: "replaceDirectoryGroup",
  summary: "Make a group what the directory says",
  action: "directory.change_group",
  query: resourceQuery,
  body: scimMessage,
  answer,
  problems: ["conflict", "too_many_requests"],
  handle: async ({ directory, params, query, body, requester, base }) => ({
    body: withWanted(
      await replaceDirectoryGroup(directory, params.id ?? "", body, requester, query, base),
      query,
    ),
  }),
});

export const PATCH = directoryRoute({
  operationId: "patchDirectoryGroup",
  summary: "Change parts of a group",
  action: "directory.change_group",
  query: resourceQuery,
  body: scimMessage,
  answer: {
    ...answer,
    orEmpty: "The group is changed. It is answered only where the query names attributes.",
  },
  problems: ["conflict", "too_many_requests"],
  handle: async ({ directory, params, query, body, requester, base }) => {
    // RFC 7644 (section 3.5.2): an answer is a must where the query names attributes.
    const asked = query.attributes || query.excludedAttributes ? query : null;
    const changed = await patchDirectoryGroup(directory, params.id ?? "", body, requester, asked, base);
    return changed ? { body: withWanted(changed, query) } : { status: 204 };
  },
});

export const DELETE = directoryRoute({
  operationId: "removeDirectoryGroup",
  summary: "Remove a group: the roles that it gave are taken back",
  action: "directory.remove_group",
  answer: { status: 204, description: "The group is removed." },
  problems: ["conflict", "too_many_requests"],
  handle: async ({ directory, params, requester }) => {
    await removeDirectoryGroup(directory, params.id ?? "", requester);
    return {};
  },
});
