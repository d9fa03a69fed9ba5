import { duplicateFlowRoute } from "@/app/api/_shared/duplicate-routes";
import { duplicateCallFlowSchema } from "@/lib/flows/requests/copy-flow-schema";

export const POST = duplicateFlowRoute("call_flow", duplicateCallFlowSchema);
