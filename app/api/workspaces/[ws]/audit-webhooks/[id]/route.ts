import { webhookPause, webhookRead, webhookRemove } from "@/lib/bff/delivery-routes";

export const GET = webhookRead.workspace;
export const PATCH = webhookPause.workspace;
export const DELETE = webhookRemove.workspace;
