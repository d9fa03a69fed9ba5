import "server-only";
import { receiverFault } from "@/lib/audit/rules";
import { env } from "@/lib/env";
import { AddressRefused, hasHost, resolveGuarded } from "@/lib/net/guarded-address";
import { invalidBody } from "@/lib/problems/problem";

/** @throws AddressRefused for a host that the operator's list of receivers, if there is one, doesn't have */
function checkAllowed(url: URL): void {
  const list = env().AUDIT_WEBHOOK_ALLOWED_HOSTS;
  if (!list || hasHost(list, url)) return;
  throw new AddressRefused(
    `Events may not be sent to ${url.host}. An operator can allow it with AUDIT_WEBHOOK_ALLOWED_HOSTS`,
  );
}

/**
 * Resolves the receiver's name and checks all its addresses: see `resolveGuarded`. It is done when a receiver is named, and before
 * each delivery.
 *
 * @returns nothing for a name that only the proxy can resolve
 * @throws AddressRefused for a private address, a host that is not allowed, or an address that may not be used at all
 * @throws Error with a `code` when the name can't be resolved
 */
export async function resolveReceiver(address: string): Promise<{ address: string; family: number }[]> {
  const fault = receiverFault(address);
  if (fault) throw new AddressRefused(`The address ${fault}`);
  const url = new URL(address);
  checkAllowed(url);
  return await resolveGuarded(url, {
    allowed: env().AUDIT_WEBHOOK_PRIVATE_HOSTS,
    setting: "AUDIT_WEBHOOK_PRIVATE_HOSTS",
    whose: "the receiver",
  });
}

/**
 * Refuses an address that somebody names for a receiver, where it may not be used. A name that can't be resolved now is no reason to
 * refuse. A receiver may be set up afterwards, and every delivery checks the address again.
 *
 * @throws Problem `invalid_body` at `/url`
 */
export async function checkReceiver(url: string): Promise<void> {
  const fault = receiverFault(url);
  if (fault) throw invalidBody([{ path: "/url", message: fault }]);
  try {
    await resolveReceiver(url);
  } catch (error) {
    if (error instanceof AddressRefused) throw invalidBody([{ path: "/url", message: error.message }]);
  }
}
