import { webhookResend } from "@/lib/bff/delivery-routes";

export const POST = webhookResend.portal;
