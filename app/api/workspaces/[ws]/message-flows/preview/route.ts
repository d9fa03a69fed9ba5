import { previewCreateRoute } from "@/lib/bff/preview-routes";
import { createMessageFlowSchema } from "@/lib/flows/create-message-flow";

export const POST = previewCreateRoute("message_flow", createMessageFlowSchema);
