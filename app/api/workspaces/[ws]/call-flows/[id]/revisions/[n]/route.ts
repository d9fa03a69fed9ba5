import { CALL_FLOWS } from "@/app/api/_shared/flow-kinds";
import { revisionRoutes } from "@/app/api/_shared/flow-revisions";

export const { GET } = revisionRoutes(CALL_FLOWS);
