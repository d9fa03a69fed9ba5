import { object, text } from "../http/answer-shape";
import { askPasskey, requestOptions } from "../passkeys/passkey-ceremonies";

const postJson = (path: string, body: object) =>
  fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(body),
    cache: "no-store",
  });

/**
 * Signs in with a passkey; on null the session cookie is set. Never throws.
 * @param email whose passkey it has to be, as the second step after a password
 * @returns why it failed, as a sentence
 */
export async function signInWithPasskey(email?: string): Promise<string | null> {
  try {
    const challenge = await postJson("/api/sign-in/passkey/challenge", {});
    const options: unknown = await challenge.json();
    if (!challenge.ok || !requestOptions(options)) return refusalText(challenge.status, options);
    const asked = await askPasskey(options);
    if (!asked.ok) return asked.why;
    const body = { answer: asked.answer, ...(email === undefined ? {} : { email }) };
    const response = await postJson("/api/sign-in/passkey", body);
    return response.ok ? null : refusalText(response.status, await response.json().catch(() => null));
  } catch {
    return "Switchboard did not answer. Try again in a moment.";
  }
}

const isProblem = object({ detail: text });

function refusalText(status: number, body: unknown): string {
  if (status < 500 && isProblem(body)) return `${body.detail.replace(/\.?$/, "")}.`;
  return "Switchboard could not check your passkey. Try again in a moment.";
}
