import { MESSAGE_FLOWS } from "@/app/api/_shared/flow-kinds";
import { revisionRoutes } from "@/app/api/_shared/flow-revisions";

export const { GET } = revisionRoutes(MESSAGE_FLOWS);
