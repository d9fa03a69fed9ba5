import { changePortalView, removePortalView } from "@/lib/bff/audit-view-routes";

export const PATCH = changePortalView;
export const DELETE = removePortalView;
