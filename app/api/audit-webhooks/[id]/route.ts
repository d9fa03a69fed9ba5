import { webhookPause, webhookRead, webhookRemove } from "@/app/api/_shared/delivery-routes";

export const GET = webhookRead.portal;
export const PATCH = webhookPause.portal;
export const DELETE = webhookRemove.portal;
