import { listWorkspaceViews, saveWorkspaceView } from "@/lib/bff/audit-view-routes";

export const GET = listWorkspaceViews;
export const POST = saveWorkspaceView;
