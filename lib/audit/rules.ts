import type { TextRule } from "@/lib/text/text-rule";

/**
 * For how many days events may be kept. A month at least: a mistake is noticed before its trace is gone. Ten years at
 * most; longer is for ever.
 */
export const KEEP_DAYS = { fewest: 30, most: 3_650 };

/** Whether events may be kept for so many days. */
export function isKeepDays(days: unknown): days is number {
  return Number.isInteger(days) && Number(days) >= KEEP_DAYS.fewest && Number(days) <= KEEP_DAYS.most;
}

/** What a saved view of a log is called. */
export const VIEW_NAME: TextRule = {
  shortest: 1,
  longest: 80,
  tooShort: "must not be empty",
  tooLong: "may have at most 80 characters",
};

/** The filters of a saved view, as its address has them. */
export const VIEW_QUERY: TextRule = {
  shortest: 0,
  longest: 2_000,
  tooShort: "",
  tooLong: "may have at most 2000 characters",
  keepsSpaces: true,
};

/** How long a receiver's address may be. */
export const LONGEST_RECEIVER = 2_000;

/** Below 1024 live mail servers, shells and the like, which a request in disguise might talk to. */
function isPossiblePort(port: string): boolean {
  return port === "" || Number(port) >= 1024;
}

/** Returns what is wrong with a receiver's address by its text alone; null when it may be used. */
export function receiverFault(text: string): string | null {
  if (!URL.canParse(text)) return "must be an address like https://example.com/hook";
  const url = new URL(text);
  if (url.protocol !== "https:") return "must begin with https://";
  if (url.username !== "" || url.password !== "") return "must not hold a user name or a password";
  if (url.hash !== "" || text.includes("#")) return "must not hold a fragment (#…)";
  if (!isPossiblePort(url.port)) return "must use port 443, or one from 1024 on";
  return null;
}
