import { viewList, viewSave } from "@/app/api/_shared/audit-view-routes";

export const GET = viewList.workspace;
export const POST = viewSave.workspace;
