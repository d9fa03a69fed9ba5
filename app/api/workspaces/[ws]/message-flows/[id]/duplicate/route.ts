import { duplicateFlowRoute } from "@/lib/bff/duplicate-routes";
import { duplicateMessageFlowSchema } from "@/lib/flows/copy-flow-schema";

export const POST = duplicateFlowRoute("message_flow", duplicateMessageFlowSchema);
