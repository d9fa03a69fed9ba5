import { addKey, listKeys } from "@/app/api/_shared/audit-key-routes";

export const GET = listKeys;
export const POST = addKey;
