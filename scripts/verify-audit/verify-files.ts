import type { ExportReport } from "@/lib/audit/proof/export-report";
import { verifyExport } from "@/lib/audit/proof/verify-export";
import type { VerifyArguments } from "./arguments";
import { readKeyFile, readLines, readNoteFile } from "./read-files";

/**
 * Verifies an exported file with the keys, the proof and the checkpoints in other files.
 *
 * @param onProgress called after every event with their number so far
 * @throws UsageError when one of the files can't be read, or isn't what it should be
 */
export async function verifyFiles(
  { file, keys, proof, kept }: VerifyArguments,
  onProgress?: (events: number) => void,
): Promise<ExportReport> {
  return await verifyExport(await readLines(file, "export"), {
    publicKeys: (await Promise.all(keys.map(readKeyFile))).flat(),
    kept: await Promise.all(kept.map(readNoteFile)),
    ...(proof === null ? {} : { proof: await readLines(proof, "proof") }),
    ...(onProgress ? { onProgress } : {}),
  });
}
