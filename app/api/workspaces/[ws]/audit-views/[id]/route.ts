import { viewChange, viewRemove } from "@/lib/bff/audit-view-routes";

export const PATCH = viewChange.workspace;
export const DELETE = viewRemove.workspace;
