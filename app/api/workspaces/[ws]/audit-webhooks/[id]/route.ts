import { webhookPause, webhookRead, webhookRemove } from "@/app/api/_shared/delivery-routes";

export const GET = webhookRead.workspace;
export const PATCH = webhookPause.workspace;
export const DELETE = webhookRemove.workspace;
