import { listPortalViews, savePortalView } from "@/lib/bff/audit-view-routes";

export const GET = listPortalViews;
export const POST = savePortalView;
