import { signOutMark } from "../../device/sign-out-mark";
import { object, text } from "../../http/answer-shape";
import { sendRequest } from "../../http/send-request";
import { bytesOf } from "./sealed-text";

export interface DraftKey {
  key: CryptoKey;
  /** The mark at the time of the request. A sign-out changes it, and nothing is written with this key then. */
  mark: string | null;
}

const isKey = object({ userId: text, key: text });

async function askFor(userId: string, mark: string | null): Promise<DraftKey | null> {
  const answer = await sendRequest("GET", "/api/me/draft-key", { answer: isKey });
  // Somebody else may have signed in since this page was opened.
  if (!answer.ok || answer.data.userId !== userId) return null;
  try {
    const bytes = bytesOf(answer.data.key);
    const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
    return { key, mark };
  } catch {
    return null;
  }
}

let latest: { userId: string; mark: string | null; key: Promise<DraftKey | null> } | null = null;

/**
 * Returns the key of a person's drafts, which the server gives to that person alone. It stays in the memory of this page:
 * one request for each page that is loaded, and none for one without edits. Without the key's text a script can use it, and
 * neither store nor send it.
 * @returns null while the server can't be reached, or has another person signed in, or nobody
 */
export function draftKey(userId: string): Promise<DraftKey | null> {
  const mark = signOutMark();
  if (latest?.userId === userId && latest.mark === mark) return latest.key;
  const asked = { userId, mark, key: askFor(userId, mark) };
  latest = asked;
  // The next edit asks again.
  void asked.key.then((key) => {
    if (key === null && latest === asked) latest = null;
  });
  return asked.key;
}

/** Forgets the key, so that the next use asks the server who is signed in. */
export function forgetDraftKey(): void {
  latest = null;
}
