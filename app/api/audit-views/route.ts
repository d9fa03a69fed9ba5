import { viewList, viewSave } from "@/lib/bff/audit-view-routes";

export const GET = viewList.portal;
export const POST = viewSave.portal;
