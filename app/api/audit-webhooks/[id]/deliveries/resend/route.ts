import { webhookResend } from "@/app/api/_shared/delivery-routes";

export const POST = webhookResend.portal;
