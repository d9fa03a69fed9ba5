/** The browser reads the blob after the click has returned; this is long enough for any of them to have begun. */
const KEPT_MS = 60_000;

/** Hands a blob to the browser as a download. */
export function saveBlob(fileName: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
