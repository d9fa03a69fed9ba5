import { object, optional, text } from "../http/answer-shape";

const isToken = object({ csrfToken: text });

/** The session library's answer to a form: where it would send the browser. */
export const isRedirect = object({ url: optional(text) });

/** Sends a form to the session library, with the token that it wants. @throws whatever a request without an answer throws */
export async function postForm(path: string, fields: Record<string, string>): Promise<Response> {
  const csrf = await fetch("/api/auth/csrf", { cache: "no-store" });
  const token: unknown = await csrf.json();
  if (!isToken(token)) throw new Error("the session library gave no token");
  return fetch(path, {
    method: "POST",
    // The session library reads forms, not JSON; `json` asks it for a JSON answer instead of a redirect.
    body: new URLSearchParams({ ...fields, csrfToken: token.csrfToken, json: "true" }),
    cache: "no-store",
  });
}

const SIGNED_OUT = "/sign-in";

/**
 * Ends this browser's session. Never throws.
 * @returns where to go next: the identity provider, where the session began there and ends there, too; null where it failed
 */
export async function signOut(): Promise<string | null> {
  try {
    const response = await postForm("/api/auth/signout", { callbackUrl: SIGNED_OUT });
    if (!response.ok) return null;
    const answer: unknown = await response.json().catch(() => null);
    const url = isRedirect(answer) ? answer.url : undefined;
    // The session library writes its own address in full; only another site's is news.
    const isElsewhere = url && URL.canParse(url) && new URL(url).origin !== window.location.origin;
    return isElsewhere ? url : SIGNED_OUT;
  } catch {
    return null;
  }
}
