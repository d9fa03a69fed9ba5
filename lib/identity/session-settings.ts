import { counted, inLargestUnit, TIME_UNITS } from "@/lib/time/lengths";

/** A setting of the portal's sessions: its unit, its default, and the range that an owner may choose from. */
interface SessionSetting {
  label: string;
  hint: string;
  unit: "minutes" | "hours" | "sessions";
  initial: number;
  least: number;
  most: number;
}

const DAY_IN_MINUTES = 24 * 60;
/** A session never lives longer than its cookie. */
export const LONGEST_LIFE_HOURS = 30 * 24;

/**
 * What an owner may set about sessions. The names are those of the columns of `PortalSettings`, where null is the default.
 * Owners can change everything for everybody, so their sessions are shorter; the longer of two values never counts for them.
 */
export const SESSION_SETTINGS = {
  idleMinutes: {
    label: "Ends after so long without use",
    hint: "A browser that was left open is signed out.",
    unit: "minutes",
    initial: DAY_IN_MINUTES,
    least: 5,
    most: LONGEST_LIFE_HOURS * 60,
  },
  lifeHours: {
    label: "Ends in any case after",
    hint: "Counted from the sign-in.",
    unit: "hours",
    initial: 7 * 24,
    least: 1,
    most: LONGEST_LIFE_HOURS,
  },
  ownerIdleMinutes: {
    label: "Owners: ends after so long without use",
    hint: "Never longer than for the others.",
    unit: "minutes",
    initial: 8 * 60,
    least: 5,
    most: LONGEST_LIFE_HOURS * 60,
  },
  ownerLifeHours: {
    label: "Owners: ends in any case after",
    hint: "Never longer than for the others.",
    unit: "hours",
    initial: 24,
    least: 1,
    most: LONGEST_LIFE_HOURS,
  },
  sessionsPerPerson: {
    label: "Sessions of one person at a time",
    hint: "A sign-in more ends the one that was unused for longest.",
    unit: "sessions",
    initial: 20,
    least: 1,
    most: 100,
  },
} as const satisfies Record<string, SessionSetting>;

export type SessionSettingName = keyof typeof SESSION_SETTINGS;

/** Returns a value of a setting as people say it: "8 hours" for 480 minutes. */
export function settingInWords(name: SessionSettingName, value: number): string {
  const { unit } = SESSION_SETTINGS[name];
  if (unit === "sessions") return counted(value, unit);
  const length = inLargestUnit(value * TIME_UNITS[unit]);
  return counted(length.amount, length.unit);
}

/** The settings as they count: those that an owner set, and the defaults of the others. */
export type SessionSettings = Record<SessionSettingName, number>;

/** Makes something for each setting. The only list of their names beside the table: what else needs one is made by it. */
export function perSetting<Made>(make: (name: SessionSettingName) => Made): Record<SessionSettingName, Made> {
  return {
    idleMinutes: make("idleMinutes"),
    lifeHours: make("lifeHours"),
    ownerIdleMinutes: make("ownerIdleMinutes"),
    ownerLifeHours: make("ownerLifeHours"),
    sessionsPerPerson: make("sessionsPerPerson"),
  };
}

/** So long after proving who they are, a person may do what needs to be sure of them. */
export const FRESH_MINUTES = 10;
