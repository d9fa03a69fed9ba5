import { describeEmpty, describePlain, describeProven } from "./describe-report";
import { ExportFault } from "./export-fault";
import { type ExportReport, emptyReport } from "./export-report";
import { joinProof } from "./join-proof";
import type { VerifyOptions } from "./keys";
import { readExport } from "./read-export";
import { verifyPlain } from "./verify-plain";
import { verifyProven } from "./verify-proven";

async function verify(
  lines: AsyncIterable<string>,
  options: VerifyOptions,
  report: ExportReport,
): Promise<void> {
  let hasLines = false;
  const events = readExport(lines, report, () => {
    hasLines = true;
  });
  const located = options.proof ? joinProof(events, options.proof) : events;
  const opening = await located.next();
  if (opening.done && options.proof)
    throw new ExportFault("cut-off", "The proof is empty.", { file: "proof" });
  if (opening.done) return describeEmpty(report, hasLines);
  const { content, line, file } = opening.value;
  if (content.kind === "header") {
    await verifyProven(opening.value, content.header, located, options, report);
    describeProven(report, options);
  } else if (options.proof) {
    throw new ExportFault("wrong-shape", "The proof does not begin with the first line of one.", {
      line,
      file,
    });
  } else {
    await verifyPlain(opening.value, located, options, report);
    describePlain(report, options);
  }
}

/**
 * Verifies an export of the audit log: one that has its proof, one with its proof beside it, or a plain list of events.
 * The file is read once, from beginning to end, up to the first fault.
 *
 * @param lines the file's lines without newlines: NDJSON, OCSF or CSV
 * @returns the result; a fault of the file is part of the report
 * @throws any error from reading the lines
 */
export async function verifyExport(
  lines: AsyncIterable<string>,
  options: VerifyOptions = {},
): Promise<ExportReport> {
  const report = emptyReport();
  try {
    await verify(lines, options, report);
  } catch (error) {
    if (!(error instanceof ExportFault)) throw error;
    return { ...report, verdict: "bad", fault: error.fault };
  }
  return report;
}
