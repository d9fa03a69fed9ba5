import { previewCreateRoute } from "@/lib/bff/preview-routes";
import { createCallFlowSchema } from "@/lib/flows/create-call-flow";

export const POST = previewCreateRoute("call_flow", createCallFlowSchema);
