import { viewList, viewSave } from "@/lib/bff/audit-view-routes";

export const GET = viewList.workspace;
export const POST = viewSave.workspace;
