import { webhookTest } from "@/lib/bff/delivery-routes";

export const POST = webhookTest.workspace;
