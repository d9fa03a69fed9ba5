import { verifyExport } from "@/lib/audit/proof/verify-export";
import { readArguments, USAGE, UsageError, type VerifyArguments } from "./verify-audit/arguments";
import { startProgress } from "./verify-audit/progress";
import { readKeyFile, readLines, readNoteFile } from "./verify-audit/read-files";
import { renderReport } from "./verify-audit/render";

const GOOD = 0;
const BAD = 1;
const UNUSABLE = 2;

async function check(asked: VerifyArguments): Promise<number> {
  const progress = startProgress(process.stderr);
  const report = await verifyExport(await readLines(asked.file, "export"), {
    publicKeys: (await Promise.all(asked.keys.map(readKeyFile))).flat(),
    proof: asked.proof === null ? undefined : await readLines(asked.proof, "proof"),
    kept: await Promise.all(asked.kept.map(readNoteFile)),
    onProgress: progress.told,
  });
  progress.done();
  process.stdout.write(asked.json ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report));
  return report.verdict === "good" ? GOOD : BAD;
}

async function run(): Promise<number> {
  try {
    const asked = readArguments(process.argv.slice(2));
    if (asked) return await check(asked);
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
