import { webhookPause, webhookRead, webhookRemove } from "@/lib/bff/delivery-routes";

export const GET = webhookRead.portal;
export const PATCH = webhookPause.portal;
export const DELETE = webhookRemove.portal;
