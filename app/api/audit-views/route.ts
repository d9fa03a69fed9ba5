import { viewList, viewSave } from "@/app/api/_shared/audit-view-routes";

export const GET = viewList.portal;
export const POST = viewSave.portal;
