import { viewChange, viewRemove } from "@/app/api/_shared/audit-view-routes";

export const PATCH = viewChange.portal;
export const DELETE = viewRemove.portal;
