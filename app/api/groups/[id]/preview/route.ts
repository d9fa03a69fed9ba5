import { z } from "zod";
import { groupChange } from "@/app/api/_shared/group-body";
import { uuidParameter } from "@/lib/bff/query";
import { ownerRoute } from "@/lib/bff/route";
import { previewGroup } from "@/lib/identity/groups/change-group";
import { groupPreviewAnswer } from "@/lib/openapi/answers/access-answers";

/** A preview is a read with a long body: nothing is recorded, so it has no action. */
export const POST = ownerRoute({
  operationId: "previewGroupChange",
  summary: "Say whose role a change of a group would change. Empty lists stand for its removal",
  tag: "people",
  action: null,
  body: z.strictObject(groupChange),
  answer: { description: "The roles that would change.", schema: groupPreviewAnswer },
  handle: async ({ params, body }) => ({
    body: { changes: await previewGroup(uuidParameter(params, "id"), body) },
  }),
});
