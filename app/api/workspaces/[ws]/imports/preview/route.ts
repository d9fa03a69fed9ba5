import { z } from "zod";
import { workspaceRoute } from "@/lib/bff/route";
import { previewImports } from "@/lib/changes/preview-import";
import { importPreviewAnswer } from "@/lib/openapi/answers/write-answers";
import { folded } from "@/lib/text/readable";
import { flowsNamed } from "@/lib/transfers/read-flows";

/** More than anybody looks through at once; a body of a megabyte holds no more whole flows either. */
const MOST_FILES = 50;

/** A preview is a read with a long body: nothing is recorded, so it has no action. */
export const POST = workspaceRoute("call_flow.create", {
  operationId: "previewImports",
  summary:
    "Say what documents of flows would become here: exports, JSON of this portal, the upstream's raw answers",
  tag: "workspaces",
  action: null,
  body: z.strictObject({ files: z.array(z.unknown()).min(1).max(MOST_FILES) }),
  asksUpstream: true,
  answer: { description: "An item for each file, in their order.", schema: importPreviewAnswer },
  handle: async ({ workspace, body, caller }) => {
    const items = await previewImports(workspace.id, body.files, caller.user.id);
    const known = await flowsNamed(
      [workspace.id],
      items.flatMap(({ name }) => name ?? []),
    );
    const alike = ({ kind, name }: (typeof items)[number]) =>
      known.filter((flow) => flow.kind === kind && name !== null && folded(flow.name) === folded(name));
    return {
      body: {
        items: items.map((item) => ({
          ...item,
          sameName: alike(item).map(({ id, name }) => ({ id, name })),
        })),
      },
    };
  },
});
