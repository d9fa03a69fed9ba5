/** What browsers and bundlers say of a part of a page that the server has no more. */
const PART_IS_GONE =
  /ChunkLoadError|Loading (CSS )?chunk|dynamically imported module|error loading dynamically|Importing a module script failed|module factory is not available/i;

const RELOADED_AT = "switchboard.reloaded-at";
/** A page that fails again so soon would fail for ever. */
const PAUSE_MS = 60_000;

/**
 * Whether an error means that the portal was updated under an open page, and the page was not loaded anew for that within
 * the last minute. A second call within a minute returns false.
 */
export function mayReloadForNewVersion(error: Error, now = Date.now()): boolean {
  if (!PART_IS_GONE.test(`${error.name} ${error.message}`)) return false;
  try {
    const last = Number(window.sessionStorage.getItem(RELOADED_AT) ?? 0);
    if (now - last < PAUSE_MS) return false;
    window.sessionStorage.setItem(RELOADED_AT, String(now));
    return true;
  } catch {
    // Without storage nobody could tell a first failure from a hundredth.
    return false;
  }
}
