import {
  BlobReader,
  BlobWriter,
  TextReader,
  Uint8ArrayWriter,
  ZipReader,
  ZipWriter,
} from "@zip.js/zip.js/lib/zip-core-native.js";

/** A worker would be made of a text, which the page's content security policy refuses; the files are small. */
const HERE = { useWebWorkers: false } as const;

/** Returns a zip with some texts in one folder. */
export async function writeZip(
  folder: string,
  files: readonly { name: string; text: string }[],
): Promise<Blob> {
  const zip = new ZipWriter(new BlobWriter("application/zip"), HERE);
  for (const { name, text } of files) await zip.add(`${folder}/${name}`, new TextReader(text));
  return await zip.close();
}

/** One file of a zip, which is unpacked when it is read. */
export interface ZipEntry {
  name: string;
  /** The size that it says to have unpacked. */
  bytes: number;
  isLocked: boolean;
  /** @throws where it is damaged, or has more than it says */
  read: () => Promise<Uint8Array>;
}

/** Ends the unpacking of an entry that turns out larger than it says. */
class CountedWriter extends Uint8ArrayWriter {
  constructor(private left: number) {
    super();
  }
  override async writeUint8Array(part: Uint8Array): Promise<void> {
    this.left -= part.length;
    if (this.left < 0) throw new Error("An entry of the zip is larger than it says");
    await super.writeUint8Array(part);
  }
}

/**
 * Lists the files of a zip without unpacking any; folders are none.
 * @param most how many are listed at most; one more shows that there are others
 * @throws for what is no zip
 */
export async function listZip(blob: Blob, most: number): Promise<ZipEntry[]> {
  // Nothing is written to a disk, so that a name with a path in it does no harm.
  const options = { ...HERE, filenameValidation: "tolerant", checkOverlappingEntry: true } as const;
  const entries: ZipEntry[] = [];
  for await (const entry of new ZipReader(new BlobReader(blob), options).getEntriesGenerator()) {
    if (entry.directory) continue;
    const bytes = entry.uncompressedSize;
    entries.push({
      ...{ name: entry.filename, bytes, isLocked: entry.encrypted },
      read: async () => await entry.getData(new CountedWriter(bytes)),
    });
    if (entries.length > most) break;
  }
  return entries;
}
