import { webhookAdd, webhookList } from "@/app/api/_shared/delivery-routes";

export const GET = webhookList.workspace;
export const POST = webhookAdd.workspace;
