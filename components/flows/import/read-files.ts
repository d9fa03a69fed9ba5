import { keptNumeral, parseExactly } from "@/lib/json/exact-numbers";
import { withoutDisguise } from "@/lib/text/readable";
import { newKey } from "../../http/attempt";

/** So many flows are brought in at once: nobody looks through more of them. */
export const MOST_FLOWS = 200;
/** The largest file, and the most that a zip may have when it is unpacked. */
export const MOST_FILE_MIB = 16;
/** One flow has to fit into a request. */
export const MOST_FLOW_KIB = 900;

const MOST_FILE_BYTES = MOST_FILE_MIB * 1024 * 1024;
const MOST_FLOW_BYTES = MOST_FLOW_KIB * 1024;
/** Beside the flows, a zip may have files that are left out. */
const MOST_ENTRIES = 1000;

/** A document that somebody has brought, which may be a flow. */
export interface BroughtFlow {
  /** Tells it from the others on the page. */
  key: string;
  /** The file that it was in. */
  file: string;
  document: unknown;
  /** Its size as JSON. */
  bytes: number;
}

/** What was not taken, and why. */
export interface LeftFile {
  file: string;
  why: string;
}

export interface ReadFiles {
  flows: BroughtFlow[];
  left: LeftFile[];
}

type FileLike = Pick<File, "name" | "size" | "arrayBuffer" | "slice">;

/** What is read of one file: texts of JSON, and what was left out. */
interface Unpacked {
  texts: { file: string; bytes: Uint8Array }[];
  left: LeftFile[];
}

const nothing = (file: string, why: string): Unpacked => ({ texts: [], left: [{ file, why }] });

/** A zip begins so, also an empty one; a name says nothing certain. */
async function isZip(file: FileLike): Promise<boolean> {
  const [first, second, third] = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  return first === 0x50 && second === 0x4b && (third === 3 || third === 5);
}

const isJsonName = (name: string) => /\.json$/i.test(name) && !/(^|\/)(__MACOSX\/|\._)/.test(name);

async function readZip(file: File): Promise<Unpacked> {
  // Loaded when it is needed: most people bring JSON.
  const { listZip } = await import("../files/zip-archive");
  const entries = await listZip(file, MOST_ENTRIES);
  if (entries.length > MOST_ENTRIES) return nothing(file.name, `The zip has more than ${MOST_ENTRIES} files`);
  const wanted = entries.filter(({ name }) => isJsonName(name));
  // Before anything is unpacked: a small zip can have more in it than a computer has memory.
  if (wanted.reduce((sum, { bytes }) => sum + bytes, 0) > MOST_FILE_BYTES)
    return nothing(file.name, `Unpacked it would be more than ${MOST_FILE_MIB} MB`);
  const unpacked: Unpacked = { texts: [], left: [] };
  for (const entry of entries) {
    const name = withoutDisguise(entry.name);
    if (!isJsonName(entry.name)) unpacked.left.push({ file: name, why: "It is no .json file" });
    else if (entry.isLocked) unpacked.left.push({ file: name, why: "It is locked with a password" });
    else {
      try {
        unpacked.texts.push({ file: name, bytes: await entry.read() });
      } catch {
        unpacked.left.push({ file: name, why: "It is damaged, so it can't be unpacked" });
      }
    }
  }
  if (entries.length === 0) unpacked.left.push({ file: file.name, why: "The zip is empty" });
  return unpacked;
}

async function unpack(file: File): Promise<Unpacked> {
  const { name, size } = file;
  if (size === 0) return nothing(name, "The file is empty");
  if (size > MOST_FILE_BYTES) return nothing(name, `It is larger than ${MOST_FILE_MIB} MB`);
  try {
    if (await isZip(file)) return await readZip(file);
    return { texts: [{ file: name, bytes: new Uint8Array(await file.arrayBuffer()) }], left: [] };
  } catch {
    return nothing(name, "It can't be read. If it is a zip, it is damaged");
  }
}

/** Whether a document has a number that JavaScript can't have exactly. It walks without recursion, since nesting may be deep. */
function hasInexactNumber(document: unknown): boolean {
  const waiting: unknown[] = [document];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (keptNumeral(value) !== null) return true;
    if (typeof value === "object" && value !== null)
      for (const inner of Object.values(value)) waiting.push(inner);
  }
  return false;
}

/** Returns the documents of a JSON text: each of a list is one. @throws where it is no JSON in UTF-8 */
function documentsOf(bytes: Uint8Array): unknown[] {
  // The decoder removes a byte order mark, which no JSON parser takes.
  const value = parseExactly(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  return Array.isArray(value) ? value : [value];
}

/** Why a document can't be a flow that is brought in; null for one that may be. */
function faultOf(document: unknown, bytes: number): string | null {
  if (typeof document !== "object" || document === null || Array.isArray(document)) return "It is no flow";
  if (bytes > MOST_FLOW_BYTES) return `It is larger than ${MOST_FLOW_KIB} KB, and no flow is that large`;
  return hasInexactNumber(document) ? "It has a number that can't be kept exactly" : null;
}

interface OneDocument {
  file: string;
  document: unknown;
  /** Its JSON, written in one way. */
  text: string;
}

/** Returns the documents of one text with the names that people know them by; none, and why, where it has none. */
function documentsIn({ file, bytes }: Unpacked["texts"][number], left: LeftFile[]): OneDocument[] {
  try {
    const documents = documentsOf(bytes);
    if (documents.length === 0) left.push({ file, why: "The list is empty" });
    return documents.map((document, place) => ({
      file: documents.length > 1 ? `${file}, number ${place + 1}` : file,
      document,
      // Here, since one that is nested too deep can't be written.
      text: JSON.stringify(document),
    }));
  } catch {
    left.push({ file, why: "It can't be read as JSON" });
    return [];
  }
}

/**
 * Reads the flows of JSON files and of zips of them. What can't be taken is named with its reason, and stops nothing else.
 * @param before flows that were brought before: the same document is not taken again
 */
export async function readFiles(files: readonly File[], before: readonly BroughtFlow[]): Promise<ReadFiles> {
  const read: ReadFiles = { flows: [], left: [] };
  const known = new Map(before.map(({ document, file }) => [JSON.stringify(document), file]));
  const take = ({ file, document, text }: OneDocument) => {
    const bytes = new Blob([text]).size;
    const same = known.get(text);
    const isMany = before.length + read.flows.length >= MOST_FLOWS;
    const why =
      faultOf(document, bytes) ??
      (same === undefined ? null : `It is the same as ${same}`) ??
      (isMany ? `More than ${MOST_FLOWS} flows can't be brought in at once` : null);
    if (why !== null) return void read.left.push({ file, why });
    known.set(text, file);
    read.flows.push({ key: newKey(), file, document, bytes });
  };
  for (const brought of files) {
    const { texts, left } = await unpack(brought);
    read.left.push(...left);
    for (const text of texts) for (const document of documentsIn(text, read.left)) take(document);
  }
  return read;
}
