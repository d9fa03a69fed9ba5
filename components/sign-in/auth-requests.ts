import { object, optional, text } from "../http/answer-shape";

/** The outcome of an attempt to sign in. */
export type SignInResult = "ok" | "wrong" | "throttled" | "offline" | "failed";

const isToken = object({ csrfToken: text });
const isRedirect = object({ url: optional(text) });

async function postForm(path: string, fields: Record<string, string>): Promise<Response> {
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

/** Signs in with an address and a password; on "ok" the session cookie is set. Never throws. */
export async function signInWithPassword(email: string, password: string): Promise<SignInResult> {
  try {
    const response = await postForm("/api/auth/callback/credentials", { email, password, callbackUrl: "/" });
    if (response.status === 429) return "throttled";
    if (response.status === 401) return "wrong";
    if (!response.ok) return "failed";
    const answer: unknown = await response.json();
    return isRedirect(answer) && answer.url?.includes("error=") ? "wrong" : "ok";
  } catch {
    return "offline";
  }
}

/** Ends this browser's session; returns whether that worked. Never throws. */
export async function signOut(): Promise<boolean> {
  try {
    const response = await postForm("/api/auth/signout", { callbackUrl: "/sign-in" });
    return response.ok;
  } catch {
    return false;
  }
}
