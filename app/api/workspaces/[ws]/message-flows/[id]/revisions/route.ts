import { MESSAGE_FLOWS } from "@/app/api/_shared/flow-kinds";
import { revisionListRoutes } from "@/app/api/_shared/flow-revisions";

export const { GET } = revisionListRoutes(MESSAGE_FLOWS);
