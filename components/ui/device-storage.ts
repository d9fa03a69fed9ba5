/** Returns the browser's lasting storage, or null where the browser refuses it. */
export function deviceStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** Whether the browser can seal what it stores. It can't on plain http, but for addresses of this machine itself. */
export function canSeal(): boolean {
  const { subtle }: { subtle?: SubtleCrypto } = globalThis.crypto ?? {};
  return subtle !== undefined;
}
