import type { PromptVersion } from "@/lib/flows/model/call-flow";

/**
 * Versions with the newest first. Their names hold a date in the words of the upstream's language, which is not for
 * reading by a program; a version without a usable time comes last, in the order in which it was told.
 */
export function newestFirst(versions: readonly PromptVersion[]): PromptVersion[] {
  return versions
    .map((version) => ({ version, at: versionTime(version) }))
    .sort((one, other) => (other.at ?? LONG_AGO) - (one.at ?? LONG_AGO))
    .map(({ version }) => version);
}

/** Before any time that a date can hold (8.64e15 ms around 1970). */
const LONG_AGO = -Number.MAX_SAFE_INTEGER;

/** When a version was made, in milliseconds since 1970; null if the upstream told no time. */
function versionTime({ createdAt, updatedAt }: PromptVersion): number | null {
  const time = Date.parse(createdAt ?? updatedAt ?? "");
  return Number.isNaN(time) ? null : time;
}
