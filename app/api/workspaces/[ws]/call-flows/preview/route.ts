import { previewCreateRoute } from "@/app/api/_shared/preview-routes";
import { createCallFlowSchema } from "@/lib/flows/requests/call-flow-requests";

export const POST = previewCreateRoute("call_flow", createCallFlowSchema);
