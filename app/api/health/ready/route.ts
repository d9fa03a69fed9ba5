import { publicRoute } from "@/lib/bff/route";
import { databaseIsReady } from "@/lib/db/upkeep";
import { statusAnswer } from "@/lib/openapi/answers/portal-answers";

export const GET = publicRoute({
  operationId: "readReadiness",
  summary: "Whether the database takes a write and is migrated; 503 with `not_ready` when not",
  tag: "operations",
  action: null,
  answer: { description: "The portal is ready.", schema: statusAnswer },
  handle: async () => {
    const ready = await databaseIsReady();
    return { status: ready ? 200 : 503, body: { status: ready ? "ok" : "not_ready" } };
  },
});
