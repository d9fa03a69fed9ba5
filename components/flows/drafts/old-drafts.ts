import { ALL_DRAFTS, clearPrefix, SEALED, sealedPlace } from "../../device/draft-places";
import { signOutMark } from "../../device/sign-out-mark";
import { canSeal } from "../../ui/device-storage";
import { isOld, parseDraft } from "./draft";
import { draftKey } from "./draft-key";
import { seal, sealedAt } from "./sealed-text";

/**
 * Removes drafts that nobody came back to for a month, ones that can't be read any more, and what other people left in the
 * clear. Seals the drafts that this person has in the clear from an earlier version; while that can't be done, they stay.
 */
export async function tidyDrafts(storage: Storage, userId: string, now: number): Promise<void> {
  const prefix = clearPrefix(userId);
  const clear: string[] = [];
  for (const name of Object.keys(storage).filter((one) => one.startsWith(ALL_DRAFTS))) {
    const entry = storage.getItem(name) ?? "";
    const isOwn = name.startsWith(prefix);
    const savedAt = name.startsWith(SEALED) ? sealedAt(entry) : isOwn ? parseDraft(entry)?.savedAt : null;
    if (!savedAt || isOld(savedAt, now)) storage.removeItem(name);
    else if (isOwn) clear.push(name);
  }
  if (!canSeal()) return;
  for (const name of clear) await sealClear(storage, name, { userId, flow: name.slice(prefix.length) });
}

async function sealClear(
  storage: Storage,
  name: string,
  of: { userId: string; flow: string },
): Promise<void> {
  const text = storage.getItem(name);
  const draft = parseDraft(text);
  const key = await draftKey(of.userId);
  if (text === null || draft === null || key === null) return;
  const place = await sealedPlace(of);
  const sealed = await seal(key.key, place, draft.savedAt, text);
  // The person may have signed out meanwhile, or another tab may have done this already.
  if (signOutMark() !== key.mark || storage.getItem(name) !== text) return;
  const there = sealedAt(storage.getItem(place) ?? "");
  storage.removeItem(name);
  if (there !== null && there >= draft.savedAt) return;
  try {
    storage.setItem(place, sealed);
  } catch {
    // Sealed it is longer. Without the room for that it is better in the clear than lost.
    storage.setItem(name, text);
  }
}
