import "server-only";

const REGULARLY_MS = 2_000;

/**
 * Looks for due deliveries every two seconds. Rounds may overlap: each takes only webhooks that no other works on.
 * @param deliver one round; its errors go to `onError`, and the next round tries again
 */
export function startDeliveries(deliver: () => Promise<unknown>, onError: (error: unknown) => void): void {
  const round = () => void deliver().catch(onError);
  round();
  setInterval(round, REGULARLY_MS).unref();
}
