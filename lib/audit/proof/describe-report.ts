import type { ExportReport } from "./export-report";
import { signedWithOther, type VerifyOptions } from "./keys";

const NOT_COMPARED = "A checkpoint that was to be compared could not be.";

function countOf(events: number): string {
  return events === 1 ? "1 event" : `${events} events`;
}

function describeNewer({ newer, limits }: ExportReport): void {
  if (newer === 0) return;
  limits.push(
    `Of ${countOf(newer)} only the hash was checked: they are in a newer version of the log's format. Use the verifier of that version to check what they say.`,
  );
}

function judgeKept(report: ExportReport, { kept: requested = [] }: VerifyOptions): void {
  const agreed = report.kept.filter((kept) => kept.result === "agrees");
  if (agreed.length === requested.length) return;
  report.verdict = "unproven";
  report.limits.push(NOT_COMPARED);
}

/** Adds to the report what a verification with proof, without a fault, has and hasn't shown. */
export function describeProven(report: ExportReport, options: VerifyOptions): void {
  const { checked, limits, complete, events, checkpoint, removed } = report;
  const key = report.otherKeys.length > 0 ? "one of the keys" : "the key";
  checked.push(`The checkpoint and the statement at the end are signed with ${key}.`);
  checked.push(`The content of each of the ${countOf(events)} matches its hash and belongs to this chain.`);
  if (complete) {
    checked.push(
      `No event from ${removed + 1} to ${checkpoint?.size} is missing, and each follows the one before it.`,
    );
    checked.push("Root and last hash, worked out from the events, are the signed ones.");
  } else {
    checked.push(`Each is at its place among the ${checkpoint?.size} events of the signed tree.`);
    checked.push("As many events are here as were signed to match the filter.");
    limits.push("That the filter selected rightly is the portal's word; only a complete export shows it.");
  }
  if (removed > 0) {
    checked.push(
      `What is left continues the ${countOf(removed)} that were removed: they are part of the signed root.`,
    );
    if (report.removalSigned)
      checked.push("The portal signed for what was removed, and that it removed it itself.");
    limits.push("What the removed events said cannot be seen from this export.");
  }
  if (report.removalSigned === false) {
    report.verdict = "unproven";
    limits.push(`A note about the removal ${signedWithOther("export")}`);
  }
  if (report.key?.from === "export") {
    limits.push(
      "The key was taken from the file itself: this proves only that the file hangs together, not who made it. Give the portal's key, from another source, with --key.",
    );
  }
  if (report.kept.length === 0) {
    limits.push(
      "That nothing from before was rewritten shows only in comparison with a checkpoint kept elsewhere: see --earlier.",
    );
  }
  describeNewer(report);
  judgeKept(report, options);
}

/** Adds to the report what a verification without proof, without a fault, has and hasn't shown. */
export function describePlain(report: ExportReport, options: VerifyOptions): void {
  const { checked, limits, events, first, last } = report;
  const unbroken = first !== null && last !== null && last.sequence - first.sequence + 1 === events;
  checked.push(`The content of each of the ${countOf(events)} matches its hash.`);
  checked.push(
    unbroken
      ? `They are the events ${first.sequence} to ${last.sequence} without a gap, and each follows the one before it.`
      : "Neighbouring events follow one another. There are gaps, and nothing here tells what belongs in them.",
  );
  const agreed = report.kept.filter((kept) => kept.result === "agrees");
  const covered = Math.max(0, ...agreed.map((kept) => kept.size));
  if (covered === 0) {
    limits.push(
      "Nothing in this file is signed: whoever can write it can make another that hangs together as well. Events may be missing at its end. Export with proof, or compare with a signed checkpoint (--earlier).",
    );
  } else if (last && last.sequence > covered) {
    limits.push(`Events after ${covered} are not covered by the checkpoint.`);
  }
  describeNewer(report);
  judgeKept(report, options);
  if (report.key && report.kept.length === 0) report.verdict = "unproven";
}

/**
 * Adds to the report that a file without events shows nothing: an export whose filter nothing matched is one, and so is
 * one that lost all its events.
 * @param hasHeader whether the file has the names of a CSV's columns
 */
export function describeEmpty(report: ExportReport, hasHeader: boolean): void {
  report.verdict = "unproven";
  report.limits.push(
    hasHeader
      ? "This file holds no event: nothing matched the filter, or the events were taken out. Export with proof to tell which."
      : "This file is empty: nothing matched the filter, or nothing of the file arrived. Export with proof to tell which.",
  );
}
