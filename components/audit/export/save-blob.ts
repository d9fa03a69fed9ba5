/** The browser reads the blob after the click has returned. A minute is long enough for every browser to begin. */
const KEPT_MS = 60_000;

/** Offers a blob as a download of the browser. */
export function saveBlob(fileName: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
