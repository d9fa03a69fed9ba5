import { previewUpdateRoute } from "@/app/api/_shared/preview-routes";
import { updateCallFlowSchema } from "@/lib/flows/requests/call-flow-requests";

export const POST = previewUpdateRoute("call_flow", updateCallFlowSchema);
