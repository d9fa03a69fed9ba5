import { MESSAGE_FLOWS } from "@/app/api/_shared/flow-kinds";
import { restoreRoutes } from "@/app/api/_shared/flow-revisions";

export const { POST } = restoreRoutes(MESSAGE_FLOWS);
