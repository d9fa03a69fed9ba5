import { readSettings, setSettings } from "@/app/api/_shared/audit-settings-routes";

export const GET = readSettings;
export const PUT = setSettings;
