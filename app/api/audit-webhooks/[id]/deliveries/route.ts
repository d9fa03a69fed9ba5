import { webhookDeliveries } from "@/app/api/_shared/delivery-routes";

export const GET = webhookDeliveries.portal;
