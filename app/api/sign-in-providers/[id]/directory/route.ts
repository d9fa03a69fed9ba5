import { uuidParameter } from "@/lib/bff/query";
import { ownerRoute } from "@/lib/bff/route";
import { directoryTokenAnswer } from "@/lib/openapi/answers/directory-answers";
import { connectDirectory, disconnectDirectory } from "@/lib/providers/directory/connection";

export const POST = ownerRoute({
  operationId: "connectDirectory",
  summary: "Make the token by which the provider's directory calls; a former one is worthless at once",
  tag: "providers",
  action: "directory.connect",
  fresh: true,
  answer: { status: 201, description: "The token is shown this once.", schema: directoryTokenAnswer },
  handle: async ({ params, requester }) => ({
    body: { token: await connectDirectory(uuidParameter(params, "id"), requester) },
  }),
});

export const DELETE = ownerRoute({
  operationId: "disconnectDirectory",
  summary: "Disconnect the provider's directory: its token is worthless, its people stay as they are",
  tag: "providers",
  action: "directory.disconnect",
  fresh: true,
  answer: { status: 204, description: "No directory is connected." },
  problems: ["conflict"],
  handle: async ({ params, requester }) => {
    await disconnectDirectory(uuidParameter(params, "id"), requester);
    return {};
  },
});
