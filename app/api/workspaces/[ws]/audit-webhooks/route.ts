import { webhookAdd, webhookList } from "@/lib/bff/delivery-routes";

export const GET = webhookList.workspace;
export const POST = webhookAdd.workspace;
