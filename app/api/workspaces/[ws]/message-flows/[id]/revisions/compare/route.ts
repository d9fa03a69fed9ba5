import { MESSAGE_FLOWS } from "@/app/api/_shared/flow-kinds";
import { comparisonRoutes } from "@/app/api/_shared/flow-revisions";

export const { GET } = comparisonRoutes(MESSAGE_FLOWS);
