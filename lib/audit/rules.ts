import { httpAddressFault } from "@/lib/text/http-address";
import type { TextRule } from "@/lib/text/text-rule";

/**
 * The range of days for which events may be kept. A month is the minimum: a mistake must be noticed before its trace is
 * gone. Ten years is the maximum; longer is for ever.
 */
export const KEEP_DAYS = { fewest: 30, most: 3_650 };

/** Whether events may be kept for this number of days. */
export function isKeepDays(days: unknown): days is number {
  return Number.isInteger(days) && Number(days) >= KEEP_DAYS.fewest && Number(days) <= KEEP_DAYS.most;
}

/** The rule for a saved view's name. */
export const VIEW_NAME: TextRule = {
  shortest: 1,
  longest: 80,
  tooShort: "must not be empty",
};

/** The rule for the filters of a saved view, as its address has them. */
export const VIEW_QUERY: TextRule = {
  shortest: 0,
  longest: 2_000,
  keepsSpaces: true,
};

/** The maximum length of a receiver's address. */
export const LONGEST_RECEIVER = 2_000;

/** Ports below 1024 belong to mail servers, shells and the like, which a disguised request might reach. */
function isPossiblePort(port: string): boolean {
  return port === "" || Number(port) >= 1024;
}

/** Returns the fault in a receiver's address by its text alone; null when it may be used. */
export function receiverFault(text: string): string | null {
  const fault = httpAddressFault(text);
  if (fault !== null) return fault;
  const url = new URL(text);
  if (url.protocol !== "https:") return "must begin with https://";
  if (url.username !== "" || url.password !== "") return "must not hold a user name or a password";
  if (url.hash !== "" || text.includes("#")) return "must not hold a fragment (#…)";
  if (!isPossiblePort(url.port)) return "must use port 443, or one from 1024 on";
  return null;
}
