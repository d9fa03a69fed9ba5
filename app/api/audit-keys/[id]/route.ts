import { readKey } from "@/lib/bff/audit-key-routes";

export const GET = readKey;
