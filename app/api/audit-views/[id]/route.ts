import { viewChange, viewRemove } from "@/lib/bff/audit-view-routes";

export const PATCH = viewChange.portal;
export const DELETE = viewRemove.portal;
