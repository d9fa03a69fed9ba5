import { webhookTest } from "@/app/api/_shared/delivery-routes";

export const POST = webhookTest.workspace;
