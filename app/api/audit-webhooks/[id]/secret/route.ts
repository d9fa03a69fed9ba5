import { webhookSecret } from "@/lib/bff/delivery-routes";

export const POST = webhookSecret.portal;
