import { readKey } from "@/app/api/_shared/audit-key-routes";

export const GET = readKey;
