/** Has the browser save a text as a file. */
export function saveTextFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun with the press; the text need not be kept for it.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
