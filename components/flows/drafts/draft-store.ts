import { clearName, type DraftOf, sealedPlace, tabDrafts } from "../../device/draft-places";
import { onSignOutElsewhere, signOutMark } from "../../device/sign-out-mark";
import { canSeal, deviceStorage } from "../../ui/device-storage";
import { type Draft, draftText, parseDraft } from "./draft";
import { draftKey, forgetDraftKey } from "./draft-key";
import { tidyDrafts } from "./old-drafts";
import { seal, sealedAt, unseal } from "./sealed-text";

/** Where edits are kept: sealed on the device, or only in this tab where nothing can be sealed; null for nowhere. */
export type KeptIn = "device" | "tab" | null;

/** What became of the edits of an earlier visit. */
export type FoundDraft<Values> =
  | { state: "none" }
  | { state: "open"; draft: Draft<Values> }
  /** `lost`: sealed with a key that is no more. `unreachable`: the server did not give the key now. */
  | { state: "lost" | "unreachable"; savedAt: string };

/** Sealing takes a moment. The newest act on a draft counts, and a reader waits for what is under way. */
const newest = new Map<string, symbol>();
const underWay = new Map<string, Promise<unknown>>();

function takeTurn(of: DraftOf): () => boolean {
  const turn = Symbol();
  newest.set(clearName(of), turn);
  return () => newest.get(clearName(of)) === turn;
}

/** What this page wrote, by its place. */
const written = new Map<string, string>();
let watching = false;

/** A sign-out in another tab may cross with a draft on its way: this page takes back what it wrote, and nothing else. */
function watchSignOuts(): void {
  if (watching) return;
  watching = true;
  onSignOutElsewhere(() => {
    forgetDraftKey();
    tabDrafts.clear();
    for (const [place, entry] of written) removeIf(place, entry);
    written.clear();
  });
}

/** Removes an entry of the storage if it is the one that is meant. */
function removeIf(place: string, entry: string): void {
  try {
    const storage = deviceStorage();
    if (storage?.getItem(place) === entry) storage.removeItem(place);
  } catch {
    // A storage that refuses to be written has no draft either.
  }
}

async function writeSealed(
  of: DraftOf,
  savedAt: string,
  text: string,
  isNewest: () => boolean,
): Promise<KeptIn | "superseded"> {
  try {
    const storage = deviceStorage();
    const key = storage && (await draftKey(of.userId));
    if (!key) return null;
    const place = await sealedPlace(of);
    const entry = await seal(key.key, place, savedAt, text);
    if (!isNewest()) return "superseded";
    if (signOutMark() !== key.mark) return null;
    storage.setItem(place, entry);
    written.set(place, entry);
    return "device";
  } catch {
    // Storage is refused or full.
    return null;
  }
}

/**
 * Keeps a draft. What is kept is the state at the time of the call.
 * @returns where it is kept, so that the page promises no more; "superseded" when a later call decides that
 */
export async function keepDraft<Values extends object>(
  of: DraftOf,
  draft: Draft<Values>,
): Promise<KeptIn | "superseded"> {
  watchSignOuts();
  const isNewest = takeTurn(of);
  let text: string;
  try {
    text = draftText(draft);
  } catch {
    return null;
  }
  const name = clearName(of);
  if (!canSeal()) {
    tabDrafts.set(name, text);
    return "tab";
  }
  const work = writeSealed(of, draft.savedAt, text, isNewest);
  underWay.set(name, work);
  const kept = await work;
  if (underWay.get(name) === work) underWay.delete(name);
  return kept;
}

/** Deletes a draft, also one that is just being kept. */
export async function deleteDraft(of: DraftOf): Promise<void> {
  const isNewest = takeTurn(of);
  const name = clearName(of);
  tabDrafts.delete(name);
  try {
    const storage = deviceStorage();
    storage?.removeItem(name);
    if (!canSeal()) return;
    const place = await sealedPlace(of);
    if (isNewest()) storage?.removeItem(place);
  } catch {
    // A storage that refuses to be written has no draft either.
  }
}

/** Finds the kept draft, and tidies the drafts of this device on the way. Some browsers refuse storage in private windows. */
export async function readDraft<Values>(of: DraftOf): Promise<FoundDraft<Values>> {
  try {
    await underWay.get(clearName(of));
    const storage = deviceStorage();
    if (storage) await tidyDrafts(storage, of.userId, Date.now());
    const sealed = storage && canSeal() ? await openSealed<Values>(storage, of) : null;
    return sealed ?? readClear<Values>(storage, of);
  } catch {
    return { state: "none" };
  }
}

async function openSealed<Values>(storage: Storage, of: DraftOf): Promise<FoundDraft<Values> | null> {
  const place = await sealedPlace(of);
  const entry = storage.getItem(place);
  const savedAt = sealedAt(entry ?? "");
  if (entry === null || savedAt === null) return null;
  const key = await draftKey(of.userId);
  if (key === null) return { state: "unreachable", savedAt };
  const draft = await unseal(key.key, place, entry).then(parseDraft<Values>, () => null);
  if (draft) return { state: "open", draft };
  removeIf(place, entry);
  return { state: "lost", savedAt };
}

/** A draft in the clear: of this tab, or of an earlier version and not sealed yet. */
function readClear<Values>(storage: Storage | null, of: DraftOf): FoundDraft<Values> {
  const name = clearName(of);
  const stored = storage?.getItem(name) ?? null;
  if (stored !== null && !canSeal()) {
    tabDrafts.set(name, stored);
    storage?.removeItem(name);
  }
  const draft = parseDraft<Values>(canSeal() ? stored : (tabDrafts.get(name) ?? null));
  return draft ? { state: "open", draft } : { state: "none" };
}
