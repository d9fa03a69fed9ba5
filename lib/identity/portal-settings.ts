import "server-only";
import type { ActedBy, AuditFieldChange } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { keysOf } from "@/lib/json/json-value";
import {
  perSetting,
  SESSION_SETTINGS,
  type SessionSettingName,
  type SessionSettings,
} from "./session-settings";
import { endOverdue } from "./sessions";

const NAMES = [...keysOf(SESSION_SETTINGS), "requireSecondFactor"] as const;

/** The settings that an owner has changed; null: the default counts. */
type StoredSettings = Record<SessionSettingName, number | null> & { requireSecondFactor: boolean };

/** The settings of the portal as they count. */
export interface PortalSettings extends SessionSettings {
  /** Whether everybody needs a second factor. */
  requireSecondFactor: boolean;
}

async function readStored(tx: Transaction): Promise<StoredSettings> {
  return (
    (await tx.portalSettings.findUnique({ where: { id: 1 }, omit: { id: true } })) ?? {
      ...perSetting(() => null),
      requireSecondFactor: false,
    }
  );
}

const counting = (stored: StoredSettings): PortalSettings => ({
  ...perSetting((name) => stored[name] ?? SESSION_SETTINGS[name].initial),
  requireSecondFactor: stored.requireSecondFactor,
});

/** The settings of the portal as they count now. */
export async function readPortalSettings(): Promise<PortalSettings> {
  return counting(await readStored(database()));
}

/**
 * Changes settings for everybody, from the next request on.
 * @param change null for the default
 * @returns the settings as they count now
 */
export async function changePortalSettings(
  change: { [Name in SessionSettingName]?: number | null | undefined } & {
    requireSecondFactor?: boolean | undefined;
  },
  by: ActedBy,
): Promise<PortalSettings> {
  return await database().$transaction(async (tx) => {
    // Two owners at once: the value before in an event must be the one that the change replaced.
    await tx.$executeRaw`INSERT INTO "PortalSettings" ("id") VALUES (1) ON CONFLICT DO NOTHING`;
    await tx.$queryRaw`SELECT 1 FROM "PortalSettings" WHERE "id" = 1 FOR UPDATE`;
    const before = counting(await readStored(tx));
    await endOverdue(tx);
    await tx.portalSettings.update({ where: { id: 1 }, data: change });
    await endOverdue(tx);
    const after = counting(await readStored(tx));
    const changes: AuditFieldChange[] = NAMES.filter((name) => before[name] !== after[name]).map((name) => ({
      path: `/${name}`,
      before: before[name],
      after: after[name],
    }));
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "portal.update",
      outcome: "succeeded",
      target: { type: "portal", id: null, name: null },
      changes,
    });
    return after;
  });
}
