import { viewChange, viewRemove } from "@/app/api/_shared/audit-view-routes";

export const PATCH = viewChange.workspace;
export const DELETE = viewRemove.workspace;
