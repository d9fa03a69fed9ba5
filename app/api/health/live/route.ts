import { publicRoute } from "@/lib/bff/route";

/** The process answers. */
export const GET = publicRoute({ action: null, handle: async () => ({ body: { status: "ok" } }) });
