import "server-only";

/** Next bundles route handlers and the start-up hook apart; the hook registers itself here for both. */
const shared = globalThis as { switchboardRecovery?: () => Promise<void> };

/**
 * An upstream that lost our connection may still be at work on the request. So "unchanged" counts only when it is
 * seen twice, this far apart.
 */
export const SECOND_LOOK_MS = 4_000;

const SOON_MS = 1_000;
const REGULARLY_MS = 10_000;

/** Lets recovery run a moment from now, as the start-up hook registered it. Without a hook (tests) nothing happens. */
export function recoverSoon(afterMs: number = SOON_MS): void {
  setTimeout(() => void shared.switchboardRecovery?.(), afterMs).unref();
}

/**
 * Runs recovery now, regularly, and whenever `recoverSoon` asks; never twice at once in one process.
 * @param recover settles what can be settled; its errors go to `onError`, and the next round tries again
 */
export function startRecovery(recover: () => Promise<unknown>, onError: (error: unknown) => void): void {
  let running: Promise<void> | null = null;
  shared.switchboardRecovery = async () => {
    running ??= recover()
      .then(() => undefined, onError)
      .finally(() => {
        running = null;
      });
    await running;
  };
  void shared.switchboardRecovery();
  setInterval(() => void shared.switchboardRecovery?.(), REGULARLY_MS).unref();
}
