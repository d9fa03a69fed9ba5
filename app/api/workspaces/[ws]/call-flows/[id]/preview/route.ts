import { previewUpdateRoute } from "@/lib/bff/preview-routes";
import { updateCallFlowSchema } from "@/lib/flows/update-call-flow";

export const POST = previewUpdateRoute("call_flow", updateCallFlowSchema);
