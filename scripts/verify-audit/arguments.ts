import { parseArgs } from "node:util";

/** The command's arguments. */
export interface VerifyArguments {
  /** A path, or "-" for standard input. */
  file: string;
  /** Files with public keys. */
  keys: string[];
  proof: string | null;
  /** Files with signed checkpoints that were kept elsewhere. */
  kept: string[];
  json: boolean;
}

export const USAGE = `Checks an export of the audit log. Needs no database, no network and no running portal.

  npm run audit:verify -- <export> [--key public.pem]... [--proof proof.ndjson] [--earlier note.txt] [--json]

  <export>            the exported file: NDJSON, OCSF or CSV; - reads standard input
  --key <file>        the portal's public key (PEM), from a source other than the export; after a key was replaced, give
                      the former ones too: repeat the option, or put the keys one after the other in one file
  --proof <file>      the proof that was exported beside a CSV, OCSF or NDJSON file
  --earlier <file>    a signed checkpoint kept from before: the export must continue it, and a file without proof must
                      hold the events that it was signed over; may be repeated
  --json              prints the whole report as JSON

It ends with 0 when everything holds, with 1 when something is wrong or could not be proven, and with 2 when it was
called wrongly or a file cannot be read.
`;

/** The command was called wrongly, or a file cannot be read; the message is one line for the person who called it. */
export class UsageError extends Error {}

const OPTIONS = {
  key: { type: "string", multiple: true },
  proof: { type: "string" },
  earlier: { type: "string", multiple: true },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

function parse(words: string[]) {
  try {
    return parseArgs({ args: words, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Reads the command's arguments.
 * @returns null when only help was requested
 * @throws UsageError saying what is wrong
 */
export function readArguments(words: string[]): VerifyArguments | null {
  const { values, positionals } = parse(words);
  if (values.help) return null;
  const [file, ...more] = positionals;
  if (file === undefined) throw new UsageError("Name the exported file, or - for standard input.");
  if (more.length > 0) throw new UsageError("Only one exported file can be checked at a time.");
  const kept = values.earlier ?? [];
  if (kept.length > 0 && values.key === undefined) {
    throw new UsageError(
      "A kept checkpoint says something only together with the key that signed it: add --key.",
    );
  }
  return { file, keys: values.key ?? [], proof: values.proof ?? null, kept, json: values.json ?? false };
}
