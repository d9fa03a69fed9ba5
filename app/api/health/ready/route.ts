import { publicRoute } from "@/lib/bff/route";
import { databaseIsReady } from "@/lib/db/upkeep";

/** The database answers and has every migration that this build knows. */
export const GET = publicRoute({
  action: null,
  handle: async () => {
    const ready = await databaseIsReady();
    return { status: ready ? 200 : 503, body: { status: ready ? "ok" : "not_ready" } };
  },
});
