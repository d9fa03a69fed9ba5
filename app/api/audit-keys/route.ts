import { addKey, listKeys } from "@/lib/bff/audit-key-routes";

export const GET = listKeys;
export const POST = addKey;
