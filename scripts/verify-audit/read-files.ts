import type { KeyObject } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile, stat } from "node:fs/promises";
import { readPublicKeys } from "@/lib/audit/proof/keys";
import { splitLines } from "@/lib/audit/proof/text-forms";
import { UsageError } from "./arguments";

/** Keys and notes are a few lines; anything larger is the wrong file. */
const SMALL_FILE_BYTES = 1_000_000;

function unreadable(path: string, error: unknown): UsageError {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  const reasons: Record<string, string> = {
    ENOENT: "there is no such file",
    EACCES: "no permission to read it",
    EISDIR: "it is a folder",
  };
  return new UsageError(`Cannot read ${path}: ${reasons[code] ?? code}.`);
}

async function readSmallFile(path: string): Promise<string> {
  try {
    // A pipe has no size. A person who names the wrong thing names a file, such as the export itself.
    if ((await stat(path)).size <= SMALL_FILE_BYTES) return await readFile(path, "utf8");
  } catch (error) {
    throw unreadable(path, error);
  }
  throw new UsageError(`${path} is too large for a key or a checkpoint.`);
}

/** The public keys in this file: one, or several one after the other. */
export async function readKeyFile(path: string): Promise<KeyObject[]> {
  const keys = readPublicKeys(await readSmallFile(path));
  if (keys) return keys;
  throw new UsageError(`${path} is not an Ed25519 public key in PEM form, or several of them.`);
}

/** The signed checkpoint in this file. Mail and editors end lines their own way, and forget the last end of line. */
export async function readNoteFile(path: string): Promise<string> {
  const text = (await readSmallFile(path)).replaceAll("\r\n", "\n");
  return text.endsWith("\n") ? text : `${text}\n`;
}

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  try {
    yield* path === "-" ? process.stdin : createReadStream(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/**
 * The lines of a file, or of standard input for "-".
 * @throws UsageError right away when there is no such file
 */
export async function readLines(path: string, file: "export" | "proof"): Promise<AsyncIterable<string>> {
  if (path !== "-") {
    const handle = await open(path).catch((error) => {
      throw unreadable(path, error);
    });
    const isFolder = (await handle.stat()).isDirectory();
    await handle.close();
    if (isFolder) throw unreadable(path, Object.assign(new Error(), { code: "EISDIR" }));
  }
  return splitLines(bytesOf(path), file);
}
