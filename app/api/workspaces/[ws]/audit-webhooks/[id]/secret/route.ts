import { webhookSecret } from "@/app/api/_shared/delivery-routes";

export const POST = webhookSecret.workspace;
