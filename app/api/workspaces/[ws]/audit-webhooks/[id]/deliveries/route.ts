import { webhookDeliveries } from "@/lib/bff/delivery-routes";

export const GET = webhookDeliveries.workspace;
