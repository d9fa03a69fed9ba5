const MOST_CHARACTERS = 100;

/** What no file name may hold on one system or another, control characters included. */
const UNFIT = /[\\/:*?"<>|\p{Cc}]+/gu;

/** Gives the name of a file for something that people named freely. */
export function jsonFileName(name: string): string {
  const fit = [...name.replace(UNFIT, " ").replace(/\s+/g, " ")].slice(0, MOST_CHARACTERS).join("").trim();
  // A leading dot hides a file, and a trailing one is dropped by some systems.
  return `${fit.replace(/^[.\s]+|[.\s]+$/g, "") || "flow"}.json`;
}

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

/** The most that the server takes as a request. */
const MOST_BYTES = 1024 * 1024;

/** A text that was brought in from outside, or why it was not. */
export type BroughtText = { kind: "text"; text: string } | { kind: "refused"; why: string };

const TOO_LARGE = "That is more than 1 MiB, and no flow is that large.";

/** Gives the text of a file. What it says is not looked at. */
export async function readJsonFile(file: Pick<Blob, "size" | "arrayBuffer">): Promise<BroughtText> {
  if (file.size > MOST_BYTES) return { kind: "refused", why: TOO_LARGE };
  if (file.size === 0) return { kind: "refused", why: "The file is empty." };
  try {
    // The decoder leaves out a byte order mark, which some editors put first and no JSON parser takes.
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

/** Takes a text from the clipboard as `readJsonFile` takes one from a file. */
export function acceptPastedText(text: string): BroughtText {
  if (text.trim() === "") return { kind: "refused", why: "There is no text in the clipboard." };
  if (new Blob([text]).size > MOST_BYTES) return { kind: "refused", why: TOO_LARGE };
  return { kind: "text", text: text.replace(/^\uFEFF/, "") };
}
