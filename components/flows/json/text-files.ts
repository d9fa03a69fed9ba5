const MOST_CHARACTERS = 100;

/** The characters that some system refuses in file names, control characters included. */
const UNFIT = /[\\/:*?"<>|\p{Cc}]+/gu;

/** Returns a file name for something that people named freely. */
export function jsonFileName(name: string): string {
  const fit = [...name.replace(UNFIT, " ").replace(/\s+/g, " ")].slice(0, MOST_CHARACTERS).join("").trim();
  // A leading dot hides a file, and a trailing one is dropped by some systems.
  return `${fit.replace(/^[.\s]+|[.\s]+$/g, "") || "flow"}.json`;
}

/** Lets the browser save a text as a file. */
export function saveTextFile(name: string, text: string): void {
  saveFile(name, new Blob([text], { type: "application/json" }));
}

/** Lets the browser save a file. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then, so the browser need not keep the text.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** The largest request that the server takes. */
const MOST_BYTES = 1024 * 1024;

/** A text that was imported, or the reason why it was refused. */
export type BroughtText = { kind: "text"; text: string } | { kind: "refused"; why: string };

const TOO_LARGE = "That is more than 1 MiB, and no flow is that large.";

/** Returns the text of a file, without checking its content. */
export async function readJsonFile(file: Pick<Blob, "size" | "arrayBuffer">): Promise<BroughtText> {
  if (file.size > MOST_BYTES) return { kind: "refused", why: TOO_LARGE };
  if (file.size === 0) return { kind: "refused", why: "The file is empty." };
  try {
    // The decoder removes a byte order mark, which some editors write and no JSON parser takes.
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    return { kind: "text", text };
  } catch (error) {
    const why =
      error instanceof TypeError
        ? "The file is not a text in UTF-8, so it can't be JSON."
        : "Your browser could not read the file.";
    return { kind: "refused", why };
  }
}

/** Takes a text from the clipboard, as `readJsonFile` takes one from a file. */
export function acceptPastedText(text: string): BroughtText {
  if (text.trim() === "") return { kind: "refused", why: "There is no text in the clipboard." };
  if (new Blob([text]).size > MOST_BYTES) return { kind: "refused", why: TOO_LARGE };
  return { kind: "text", text: text.replace(/^\uFEFF/, "") };
}
