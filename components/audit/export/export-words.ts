import { eventsWords } from "@/lib/audit/events/sentence-parts";
import type { ExportProgress } from "./export-run";

const NUMBER = new Intl.NumberFormat("en-GB");
const UNITS = ["bytes", "kB", "MB", "GB"];

/** Returns a size as people read it: "3.4 MB". */
export function sizeWords(bytes: number): string {
  const step = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  const digits = step > 0 && value < 10 ? 1 : 0;
  return `${value.toLocaleString("en-GB", { maximumFractionDigits: digits })} ${UNITS[step]}`;
}

/** Returns the progress of an export in percent; null while it is unknown. A filtered export skips the other events. */
export function exportPercent({ sequence, size }: ExportProgress): number | null {
  return size === null ? null : Math.min(100, Math.floor((sequence / size) * 100));
}

/** Returns the progress of an export in words. */
export function arrivedWords({ events, bytes, sequence, size }: ExportProgress): string {
  const arrived = `${eventsWords(events)}, ${sizeWords(bytes)}`;
  if (size === null || sequence === 0) return arrived;
  return `${arrived}; now at #${NUMBER.format(sequence)} of #${NUMBER.format(size)}`;
}
