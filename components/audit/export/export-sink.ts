import { saveBlob } from "./save-blob";

/** The destination of an export. */
export interface ExportSink {
  write: (part: Uint8Array) => Promise<void>;
  /** Everything arrived: the file is the person's now. */
  close: () => Promise<void>;
  /** Nothing more will come: the file is thrown away. */
  discard: () => Promise<void>;
}

/**
 * The browser's dialog for a file to write to (File System Access). Not every browser has it, and none on plain http.
 */
interface FilePickerWindow {
  showSaveFilePicker?: (options: { suggestedName: string }) => Promise<{
    createWritable: () => Promise<FileSystemWritableFileStream>;
  }>;
}

/** Parts become blobs of this size, which browsers keep on disk when they get large. */
const BLOB_BYTES = 4 * 1024 * 1024;

/** Collects an export in blobs, and offers it as a download at the end. */
function blobSink(fileName: string): ExportSink {
  let blobs: Blob[] = [];
  let parts: BlobPart[] = [];
  let waiting = 0;
  function fold() {
    blobs.push(new Blob(parts));
    parts = [];
    waiting = 0;
  }
  return {
    write: async (part) => {
      // A copy: the part may be a window into a much larger piece, which would be kept with it.
      parts.push(part.slice());
      waiting += part.length;
      if (waiting >= BLOB_BYTES) fold();
    },
    close: async () => {
      fold();
      saveBlob(fileName, new Blob(blobs));
      blobs = [];
    },
    discard: async () => {
      blobs = [];
      parts = [];
    },
  };
}

/**
 * Lets the person choose a file for an export, where the browser can. Otherwise the export is collected in memory.
 * @returns null when the person cancelled
 */
export async function chooseSink(fileName: string): Promise<ExportSink | null> {
  const { showSaveFilePicker } = window as FilePickerWindow;
  if (!showSaveFilePicker) return blobSink(fileName);
  try {
    const handle = await showSaveFilePicker.call(window, { suggestedName: fileName });
    const file = await handle.createWritable();
    return {
      write: async (part) => await file.write(part.slice()),
      close: async () => await file.close(),
      discard: async () => await file.abort(),
    };
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    // The folder may be closed to pages, or a policy forbids the dialog.
    return blobSink(fileName);
  }
}
