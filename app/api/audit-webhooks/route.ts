import { webhookAdd, webhookList } from "@/lib/bff/delivery-routes";

export const GET = webhookList.portal;
export const POST = webhookAdd.portal;
