import { uuidParameter } from "@/lib/bff/query";
import { ownerRoute } from "@/lib/bff/route";
import { mappingPreviewAnswer } from "@/lib/openapi/answers/provider-answers";
import { Problem } from "@/lib/problems/problem";
import { previewGroupRoles } from "@/lib/providers/group-roles";
import { findProvider } from "@/lib/providers/list-providers";
import { mappingPreviewSchema } from "@/lib/providers/provider-schemas";

export const POST = ownerRoute({
  operationId: "previewGroupRoles",
  summary: "Work out who would gain and lose which role by a mapping of groups",
  tag: "providers",
  action: null,
  fresh: true,
  body: mappingPreviewSchema,
  answer: {
    description: "What would change, by the groups that were last seen of each person.",
    schema: mappingPreviewAnswer,
  },
  handle: async ({ params, body }) => {
    const id = uuidParameter(params, "id");
    const provider = await findProvider(id);
    if (!provider) throw new Problem("not_found", "There is no such identity provider");
    const { groupRoles, directoryGroups = provider.directoryGroups } = body;
    return { body: await previewGroupRoles({ id, directoryGroups }, groupRoles) };
  },
});
