import type { ExportReport } from "@/lib/audit/proof/export-report";

const VERDICTS = {
  good: "GOOD: everything that was checked holds.",
  bad: "BAD: this export is not what was signed, or is damaged.",
  unproven: "NOT PROVEN: nothing is wrong, but what was asked could not be shown.",
};

/** Without a key from elsewhere nothing shows who made the file; the last line must not promise more. */
const GOOD_BY_ITSELF = "GOOD BY ITSELF: the file hangs together. Who made it was not checked; see above.";

/** Names from a file go to a terminal: control characters could rewrite what it shows. */
function printable(text: string): string {
  return text.replace(/\p{Cc}|\p{Cf}/gu, "\ufffd");
}

function subject(report: ExportReport): string[] {
  const { chain, name, events, first, last, removed, filter } = report;
  const lines = [];
  if (chain !== null) lines.push(`Chain       ${chain}${name === null ? "" : ` (${name})`}`);
  if (filter && Object.keys(filter).length > 0) lines.push(`Filter      ${JSON.stringify(filter)}`);
  const range = first && last ? `, number ${first.sequence} to ${last.sequence}` : "";
  lines.push(`Events      ${events}${range}${removed > 0 ? `; ${removed} before them were removed` : ""}`);
  if (first && last) lines.push(`Time        ${first.occurredAt} to ${last.occurredAt}`);
  return lines;
}

function evidence(report: ExportReport): string[] {
  const { checkpoint, key, otherKeys, kept } = report;
  const lines = [];
  if (checkpoint)
    lines.push(`Checkpoint  ${checkpoint.size} events, signed ${checkpoint.time}, root ${checkpoint.root}`);
  if (key) {
    const source = key.from === "given" ? "given with --key" : "taken from the export itself";
    lines.push(`Key         SHA-256 ${key.fingerprint}, ${source}`);
  }
  for (const fingerprint of otherKeys) lines.push(`Key         SHA-256 ${fingerprint}, given with --key too`);
  for (const { size, time, result, reason } of kept) {
    lines.push(`Kept        checkpoint over ${size} events of ${time}: ${result}. ${reason}`);
  }
  return lines;
}

function place(fault: NonNullable<ExportReport["fault"]>): string {
  if (fault.line === null) return "";
  return ` (line ${fault.line}${fault.file === "proof" ? " of the proof" : ""})`;
}

/** The report in a few plain lines. */
export function renderReport(report: ExportReport): string {
  const { fault, checked, limits, verdict } = report;
  const lines = [...subject(report), ...evidence(report), ""];
  if (fault)
    lines.push(
      `Found:      ${fault.message}${place(fault)}`,
      "The check ends at the first fault; what follows it was not looked at.",
      "",
    );
  if (checked.length > 0) lines.push("What holds:", ...checked.map((sentence) => `  - ${sentence}`), "");
  if (limits.length > 0 && !fault) {
    lines.push("What this does not show:", ...limits.map((sentence) => `  - ${sentence}`), "");
  }
  lines.push(verdict === "good" && report.key?.from !== "given" ? GOOD_BY_ITSELF : VERDICTS[verdict]);
  return `${lines.map(printable).join("\n")}\n`;
}
