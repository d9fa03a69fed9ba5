/**
 * Returns the place to go to after sign-in. Anyone can write the `callbackUrl` of a link, so only a path on this very
 * site is followed; everything else becomes the home page. Otherwise a link to the sign-in page could send a person
 * who has just signed in to an imitation of the portal.
 */
export function safeCallbackPath(given: string | null | undefined): string {
  if (!given) return "/";
  // Browsers read "\" as "/" and drop tabs and line breaks, so "/\t/evil.example" would leave the site.
  if (!given.startsWith("/") || /[\\\s]/.test(given)) return "/";
  const base = "http://portal.invalid";
  const url = URL.canParse(given, base) ? new URL(given, base) : null;
  if (url === null || url.origin !== base || url.pathname.startsWith("//")) return "/";
  if (url.pathname === "/sign-in" || url.pathname.startsWith("/api/")) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}

/** Returns the address of a page, such as the sign-in, that leads back to the given place. */
export function addressAndBack(page: string, place: { pathname: string; search: string }): string {
  return `${page}?callbackUrl=${encodeURIComponent(`${place.pathname}${place.search}`)}`;
}
