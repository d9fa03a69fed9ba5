import { readArguments, USAGE, UsageError, type VerifyArguments } from "./verify-audit/arguments";
import { startProgress } from "./verify-audit/progress";
import { renderReport } from "./verify-audit/render";
import { verifyFiles } from "./verify-audit/verify-files";

const GOOD = 0;
const BAD = 1;
const UNUSABLE = 2;

async function check(requested: VerifyArguments): Promise<number> {
  const progress = startProgress(process.stderr);
  const report = await verifyFiles(requested, progress.update);
  progress.done();
  process.stdout.write(requested.json ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report));
  return report.verdict === "good" ? GOOD : BAD;
}

async function run(): Promise<number> {
  try {
    const requested = readArguments(process.argv.slice(2));
    if (requested) return await check(requested);
    process.stdout.write(USAGE);
    return GOOD;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const help = error instanceof UsageError ? " (--help tells more)" : "";
    process.stderr.write(`${message}${help}\n`);
    return UNUSABLE;
  }
}

/** `npm run audit:verify`: see the usage text. */
process.exitCode = await run();
