import { duplicateFlowRoute } from "@/app/api/_shared/duplicate-routes";
import { duplicateMessageFlowSchema } from "@/lib/flows/requests/copy-flow-schema";

export const POST = duplicateFlowRoute("message_flow", duplicateMessageFlowSchema);
