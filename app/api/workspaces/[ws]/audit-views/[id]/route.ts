import { changeWorkspaceView, removeWorkspaceView } from "@/lib/bff/audit-view-routes";

export const PATCH = changeWorkspaceView;
export const DELETE = removeWorkspaceView;
