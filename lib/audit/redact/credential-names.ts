/** Whole names, and parts of names, under which credentials usually stand in JSON whose shape nobody documents. */
const WHOLE = /^(headers?|auth|cookies?|pass|pwd|pin|sig|jwt|code_verifier)$/i;
const PART =
  /secret|passw|passphrase|token|credential|bearer|signature|authorization|session[-_]?id|header[-_]?value|x[-_]auth|(api|access|private|secret|auth|account|subscription|functions|signing|encryption)[-_ ]?key/i;

/** Parts of names of amounts that are about credentials, and none themselves: a limit of tokens is no token. */
const AMOUNT = /tokens$|max|min|limit|count|length|size|budget|ttl|expir|timeout|seconds|minutes/i;

/** Whether a number that is called so counts or measures something. */
export function soundsLikeAmount(name: string): boolean {
  return AMOUNT.test(name);
}

/** Whether what is called so is likely to be a credential. */
export function soundsLikeCredential(name: string): boolean {
  return WHOLE.test(name) || PART.test(name);
}
