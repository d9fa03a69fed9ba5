import { readSettings, setSettings } from "@/lib/bff/audit-settings-routes";

export const GET = readSettings;
export const PUT = setSettings;
