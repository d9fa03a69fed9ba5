import { webhookAdd, webhookList } from "@/app/api/_shared/delivery-routes";

export const GET = webhookList.portal;
export const POST = webhookAdd.portal;
